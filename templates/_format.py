"""Numbers as readers see them: the filters of the templates, and the small pieces that stand in every table's cells.

The pieces are functions and not macros because ten thousand pages use a dozen of each: a macro costs ten times as much.
"""

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from markupsafe import Markup, escape


@functools.cache
def _date(value: date | datetime) -> str:
    return f"{value.day} {value:%B %Y}"


def _bytes(value: int) -> str:
    for unit in ("bytes", "KB", "MB"):
        if value < 1000 or unit == "MB":
            return f"{value:,.0f} {unit}" if unit == "bytes" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000  # type: ignore[assignment]
    raise AssertionError("unreachable")


def _usd(value: float) -> str:
    """Dollars to the cent, and to a second significant figure below ten cents."""
    return f"${value:,.2f}" if value >= 0.1 or value == 0 else f"${value:.2g}"


def _parameters(value: float) -> str:
    billions = value / 1e9
    if billions >= 1000:
        return f"{billions / 1000:.2f} T"
    if billions >= 0.95:
        return f"{billions:.1f} B" if billions < 100 else f"{billions:.0f} B"
    return f"{value / 1e6:.0f} M"


def _gib(value: float) -> str:
    return f"{value:.1f} GiB" if value < 100 else f"{value:,.0f} GiB"


def _signed(value: float, places: int = 1) -> str:
    """A difference to a tenth, or to as many places; what rounds to nothing has no sign."""
    return f"{0:.{places}f}" if round(value, places) == 0 else f"{value:+.{places}f}".replace("-", "−")


def _alike(rows: Iterable[Any], *names: str) -> list[list[Any]]:
    """Rows in a row that are alike in the columns named."""
    return [list(run) for _, run in itertools.groupby(rows, attrgetter(*names))]


def _runs(scores: Iterable[Any]) -> list[list[Any]]:
    """Scores in a row that one card describes: the same upstream name, setup, day and page of one source."""
    what = ("source", "board_name", "measured_as", "setup", "dated", "source_url", "relationship_basis", "relationship",
            "measurer")  # fmt: skip
    return _alike(scores, *what)


def _ticked(text: str) -> Markup:
    """A description in which `what stands in ticks` is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


FILTERS: dict[str, Callable[..., Any]] = {
    "points": lambda value: f"{value:.1f}",
    "number": lambda value, places=1: f"{value:,.{places}f}",
    "integer": lambda value: f"{value:,.0f}",
    "signed": _signed,
    "gib": _gib,
    "usd": _usd,
    "parameters": _parameters,
    "date": _date,
    "bytes": _bytes,
    "runs": _runs,
    "ticked": _ticked,
    "alike": _alike,
    "zip": zip,
}


def _bare(value: float, unit: str) -> str:
    return f"{value:,.0f}" if unit == "elo" else f"{value:.1f}"


def _unit(unit: str) -> str:
    """What is neither points nor a rating says what it is: minutes, out of 10."""
    return "" if unit in ("points", "elo") else f" {unit}"


def score(value: float, unit: str = "points") -> str:
    """A score in its unit: points to a tenth, ratings whole."""
    return _bare(value, unit) + _unit(unit)


def at_most(bound: float, unit: str = "points") -> str:
    """A bound as a score, rounded up: a printed bound holds too."""
    places = 0 if unit == "elo" else 1
    return score(math.ceil(round(bound * 10**places, 6)) / 10**places, unit)


def interval(value: float, low: float | None, high: float | None, unit: str = "points") -> Markup:
    """A score and, where it is known, its 95 % interval: 48.0 [46.4, 49.5]."""
    if low is None or high is None:
        return Markup(score(value, unit))
    ends = f"[{_bare(low, unit)}, {_bare(high, unit)}]"
    return Markup(f'{_bare(value, unit)} <span class="ci">{ends}</span>{_unit(unit)}')


def bar(at: float | None, low: float | None, high: float | None) -> Markup:
    """The drawing of a score and its interval, at places from 0 to 100 of its table's scale."""
    if at is None:
        return Markup("")
    if low is None:
        return Markup(f'<i class="iv bare" style="--s:{at:.1f}"></i>')
    return Markup(f'<i class="iv" style="--s:{at:.1f};--l:{low:.1f};--h:{high:.1f}"></i>')


def missing(why: str = "not measured") -> Markup:
    """A dash that says why there is no number."""
    return Markup('<abbr title="{}">–</abbr>').format(why)


def rank_range(low: int | None, high: int | None) -> Markup | str:
    """The places the data allow: 3–9, or 1 where only one is left."""
    if low is None or high is None:
        return missing("not ranked")
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def place(low: int | None, high: int | None, n: int | None, what: str = "") -> Markup | str:
    """The places the data allow among `n`: 3–9 of 120; words where they allow every place."""
    if low is None or high is None or n is None:
        return missing("not ranked")
    text = f"{rank_range(low, high)} of {n:,}{what}"
    if low == 1 < high == n:
        return Markup('<abbr title="{}: the data allow every place">cannot be placed</abbr>').format(text)
    return text


PIECES = {
    "score": score,
    "at_most": at_most,
    "interval": interval,
    "bar": bar,
    "missing": missing,
    "rank_range": rank_range,
    "place": place,
}
