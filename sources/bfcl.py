"""Berkeley Function Calling Leaderboard: how often the model calls the right function, at what cost and how fast."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sources._contract import ModelFact, Result, SourceError

NAME = "Berkeley Function Calling Leaderboard v4"
PUBLISHER = "UC Berkeley (Gorilla)"
URL = "https://gorilla.cs.berkeley.edu/leaderboard.html"
LICENSE = "Apache-2.0"
LICENSE_URL = "https://github.com/ShishirPatil/gorilla/blob/main/LICENSE"
CADENCE = "monthly"
FILES = ("https://gorilla.cs.berkeley.edu/data_overall.csv",)

SCORES = (
    "Overall Acc", "Non-Live AST Acc", "Live Acc", "Multi Turn Acc", "Web Search Acc", "Memory Acc",
    "Relevance Detection", "Irrelevance Detection",
)  # fmt: skip
_ALSO = {
    "cost_usd": "Total Cost ($)",
    "latency_mean_s": "Latency Mean (s)",
    "latency_sd_s": "Latency Standard Deviation (s)",
    "latency_p95_s": "Latency 95th Percentile (s)",
    "format_sensitivity_sd": "Format Sensitivity Standard Deviation",
}


def parse(path: Path) -> Iterator[Result | ModelFact]:
    """One row a model and way of calling, in percent as published; N/A is missing."""
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    wanted = ("Model", "Organization", "License", *SCORES, *_ALSO.values())
    if lost := [name for name in wanted if name not in (rows.fieldnames or ())]:
        raise SourceError(f"{FILES[0]}: the column {lost[0]!r} is gone; look at the file and mend sources/bfcl.py")
    for row in rows:
        model = row["Model"].strip()
        same: dict[str, Any] = {"model": model, "setup": _setup(model), "url": URL}
        for name in SCORES:
            if (score := _number(row[name])) is not None:
                yield Result(benchmark=name, metric="accuracy", score=score, **same)
        for metric, column in _ALSO.items():
            if (figure := _number(row[column])) is not None:
                yield Result(benchmark="Overall Acc", metric=metric, score=figure, **same)
        yield ModelFact(model=model, organization=row["Organization"] or None, license=row["License"] or None)


def _setup(model: str) -> str:
    """How the functions were offered: through the maker's own interface, or written into the prompt."""
    mode = re.search(r"\((FC|Prompt)", model)
    return {"FC": "function calling", "Prompt": "prompt"}[mode[1]] if mode else "not stated"


def _number(text: str) -> float | None:
    """A number, with its percent sign or without."""
    text = text.strip().removesuffix("%").strip()
    return None if text in ("", "N/A") else float(text)
