"""Result files that people bring, one module a format: what a file says of one model, in the same words for all."""

import importlib
import json
import math
import pkgutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sources._contract import SourceError

# Metrics of which an example is right or wrong, and more is better, whether or not a file says so.
BINARY = (
    "accuracy", "acc", "acc_norm", "exact_match", "em", "humaneval", "pass@1", "prompt_level_strict_acc",
    "extractive_match", "loglikelihood_acc",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score as the file gives it; two are comparable where `under`, in words what they were taken under, is equal."""

    value: float
    n: int | None  # examples that were scored
    total: int | None  # examples that the task has
    under: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one file says of one model; of the machine it ran on nothing is kept."""

    path: Path
    format: str
    model: str | None  # the model, or what an adapter lies on
    adapter: str | None
    limit: object  # what the examples were limited to, None where they were not
    scores: dict[tuple[str, str], Score]  # by task, and metric with its filter
    subtasks: dict[str, set[str]]  # all tasks within each group, whose score repeats theirs
    left_out: dict[str, list[str]] = field(default_factory=dict)  # what is not among the scores, by why
    asked: dict[str, Any] = field(default_factory=dict)  # how the model was asked, in words


def read(path: Path) -> Report:
    """What a result file says; one that is of no known format, or holds no score, is a SourceError."""
    try:
        about = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:  # a wrong encoding is a ValueError too
        raise SourceError(f"{path}: cannot be read as JSON ({error}); give a file results_<date>.json") from error
    formats = [importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
    found = [one for one in formats if isinstance(about, dict) and one.is_one(about)]
    if not found:
        known = " or ".join(one.NAME for one in formats)
        raise SourceError(f"{path}: is no result file of {known}; give a file results_<date>.json of one of them")
    report: Report = found[0].parse(about, path)
    if not report.scores:
        why = "; ".join(f"{reason}: {', '.join(names)}" for reason, names in report.left_out.items())
        raise SourceError(f"{path}: holds no score that can be taken{f' ({why})' if why else ''}")
    return report


def table(about: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
    """A table of a file, empty where it is missing; anything else in its place is a SourceError."""
    found = about.get(key)
    if not isinstance(found, dict | None):
        raise SourceError(f"{path}: {key} = {str(found)[:40]!r} should be a table; is the file whole?")
    return found or {}


def is_number(value: object) -> bool:
    """Whether a value of a JSON file is a number, of which `"N/A"` and NaN are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def refusal(metric: str, value: object, more_is_better: object) -> str | None:
    """Why a score cannot be taken, None where it can; where a file says no direction, that of known metrics holds."""
    if not is_number(value):
        return "no number"
    if more_is_better is False:
        return "less is better"
    if more_is_better is not True and metric not in BINARY:
        return "the file does not say whether more is better"
    return None


def count(value: object) -> int | None:
    """A number of examples, None where there is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
