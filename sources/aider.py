"""Aider polyglot: 225 exercises in six languages solved by editing files, with the cost and time of each run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # its stubs are a package of their own

from sources._contract import Result, SourceError

NAME = "Aider polyglot leaderboard"
PUBLISHER = "Aider"
URL = "https://aider.chat/docs/leaderboards/"
LICENSE = "Apache-2.0"
LICENSE_URL = "https://github.com/Aider-AI/aider/blob/main/LICENSE.txt"
CADENCE = "monthly"
FILES = ("https://raw.githubusercontent.com/Aider-AI/aider/main/aider/website/_data/polyglot_leaderboard.yml",)

# Our name of a figure, and the key it stands under; a run's cost of 0 means that it was not counted.
_ALSO = {
    "cost_usd": "total_cost",
    "seconds_per_case": "seconds_per_case",
    "well_formed_percent": "percent_cases_well_formed",
}

_NEEDED = ("model", "edit_format", "date", "total_tests", "pass_rate_1", "pass_rate_2")


def parse(path: Path) -> Iterator[Result]:
    """One row a run: the share solved at the second try as published, and what the run cost and took.

    The published share is of all exercises, also where a run ended a few short of them (`test_cases`).
    """
    try:
        runs = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SourceError(f"{FILES[0]}: cannot be read as YAML ({' '.join(str(error).split())})") from error
    if not isinstance(runs, list):
        raise SourceError(f"{FILES[0]}: holds no list of runs; look at the file and mend sources/aider.py")
    if lost := [key for key in _NEEDED if any(key not in run for run in runs)]:
        raise SourceError(f"{FILES[0]}: a run without {lost[0]!r}; look at the file and mend sources/aider.py")
    best: dict[tuple[Any, ...], dict[str, Any]] = {}
    for run in runs:
        key = (run["model"], _setup(run), run["date"])
        if key not in best or best[key]["pass_rate_2"] < run["pass_rate_2"]:
            best[key] = run
    for run in best.values():
        same: dict[str, Any] = {"model": run["model"], "setup": _setup(run), "dated": run["date"], "url": URL}
        for metric in ("pass_rate_2", "pass_rate_1"):
            yield Result(benchmark="polyglot", metric=metric, score=float(run[metric]), n=run["total_tests"], **same)
        for metric, field in _ALSO.items():
            if run.get(field):
                yield Result(benchmark="polyglot", metric=metric, score=float(run[field]), **same)


def _setup(run: dict[str, Any]) -> str:
    """What tells two runs of a model apart: how it edits, who helps it edit, and how it was told to think."""
    said = [f"{run['edit_format']} edits"]
    said += [f"editor {run['editor_model']}"] if run.get("editor_model") else []
    said += [f"effort {run['reasoning_effort']}"] if run.get("reasoning_effort") else []
    said += [f"thinking {run['thinking_tokens']} tokens"] if run.get("thinking_tokens") else []
    return ", ".join(said)
