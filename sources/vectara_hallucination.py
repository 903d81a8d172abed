"""Vectara's hallucination leaderboard: how often a summary says what its document does not."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

from sources._contract import Result, SourceError

NAME = "Vectara hallucination leaderboard"
PUBLISHER = "Vectara"
URL = "https://github.com/vectara/hallucination-leaderboard"
LICENSE = "Apache-2.0"
LICENSE_URL = "https://github.com/vectara/hallucination-leaderboard/blob/main/LICENSE"
CADENCE = "monthly"
FILES = ("https://raw.githubusercontent.com/vectara/hallucination-leaderboard/main/README.md",)

HEADER = ("Model", "Hallucination Rate", "Factual Consistency Rate", "Answer Rate", "Average Summary Length (Words)")
_METRICS = ("hallucination_rate", "factual_consistency_rate", "answer_rate", "summary_words")


def parse(path: Path) -> Iterator[Result]:
    """One row a model: four figures of its summaries, rates in percent as published; the table ends with its lines.

    A row with too few or too many cells is left out, for its figures may stand under other names.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [_cells(line) for line in lines]
    if HEADER not in cells:
        raise SourceError(f"{FILES[0]}: no table with the columns {', '.join(HEADER)}; mend the source's parser")
    dated = _dated(lines)
    for row in takewhile(len, cells[cells.index(HEADER) + 2 :]):
        if len(row) != len(HEADER):
            continue
        for metric, text in zip(_METRICS, row[1:], strict=True):
            score = float(text.removesuffix("%"))
            yield Result(model=row[0], benchmark="summaries", metric=metric, score=score, dated=dated, url=URL)


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a table's line; none of any other line."""
    line = line.strip()
    return tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else ()


def _dated(lines: list[str]) -> date | None:
    found = next((m for line in lines if (m := re.search(r"Last updated on (\w+) (\d+)\w*, (\d{4})", line))), None)
    return datetime.strptime(" ".join(found.groups()), "%B %d %Y").date() if found else None
