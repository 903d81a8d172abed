"""Corrections: what a source says and is known to be wrong, a reviewed file each with its reason, in raw_correction."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import duckdb

from sources._contract import ModelFact, Result, SourceError, columns, create, frame, insert, read, toml

# What of a model may be corrected. Reviewed shapes of attention are facts of the model, in models/.
FIELDS = (
    "parameters",
    "parameters_active",
    "context_tokens",
    "license",
    "base_model",
    "released_on",
    "is_open_weights",
)
KEYS = ("benchmark", "metric", "setup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value of one source that is wrong: what it says, and what is right or that nothing of it holds.

    A fact is named by `field`; a score by benchmark, metric and setup, verbatim. It holds only while the source says
    what it `was`, and so dies by itself when the upstream mends it.
    """

    source: str
    kind: Literal["fact", "score"]
    model: str  # as the source calls it
    was: str
    reason: str  # in one sentence
    evidence: str
    reviewed_on: date
    now: str | None = None
    exclude: bool = False
    field: str | None = None
    benchmark: str | None = None
    metric: str | None = None
    setup: str | None = None


def load(con: duckdb.DuckDBPyConnection, folder: Path, is_newest: bool) -> None:
    """Create and fill raw_correction; a file that is wrong is a SourceError naming it. There may be no file at all."""
    create(con, "raw_correction", {"correction_id": "varchar", **columns(Correction), "said": "varchar"})
    found = {path: _read(path) for path in sorted(folder.glob("*.toml"))}
    said = [_said(con, path, one) for path, one in found.items()]
    if is_newest:
        for (path, one), text in zip(found.items(), said, strict=True):
            _check_seen(con, path, one, text)
    rows = frame(Correction, found.values())
    rows.insert(0, "correction_id", [path.stem for path in found])
    insert(con, "raw_correction", rows.assign(said=said))
    _check_twice(con, folder)


def _read(path: Path) -> Correction:
    """One file; `was` and `now` may be written as texts, numbers, dates or booleans."""
    table = toml(path)
    table |= {name: _text(table[name]) for name in ("was", "now") if name in table}
    one: Correction = read(Correction, table, str(path))
    wanted, other = ((one.field,), KEYS) if one.kind == "fact" else (tuple(getattr(one, k) for k in KEYS), ("field",))
    if any(value is None for value in wanted):
        keys = "field" if one.kind == "fact" else 'benchmark, metric and setup (which may be "none")'
        raise SourceError(f"{path}: a correction of a {one.kind} names what it corrects by {keys}")
    if extra := [name for name in other if getattr(one, name) is not None]:
        raise SourceError(f"{path}: {extra[0]!r} says nothing of a {one.kind}; leave it out")
    if one.kind == "fact" and one.field not in FIELDS:
        raise SourceError(f"{path}: field = {one.field!r} should be one of {', '.join(FIELDS)}")
    if (one.now is None) != one.exclude:
        raise SourceError(f"{path}: give either now, the right value, or exclude = true")
    if one.was == one.now:
        raise SourceError(f"{path}: was and now are both {one.was}; there is nothing to correct")
    if not one.evidence.startswith("https://"):
        raise SourceError(f"{path}: evidence = {one.evidence!r}; give the https address of the page that shows it")
    return replace(one, setup="" if one.setup == "none" else one.setup)


def _text(value: Any) -> Any:
    """A value of TOML as DuckDB would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float | date) else value


def _said(con: duckdb.DuckDBPyConnection, path: Path, one: Correction) -> str | None:
    """What the loaded snapshot says at that place, as `was` where it is that; None if there is no such place."""
    is_fetched = con.execute("select 1 from raw_snapshot where source = ?", [one.source]).fetchall()
    if not is_fetched and not Path(__file__).with_name(f"{one.source}.py").is_file():
        raise SourceError(f"{path}: source = {one.source!r} is none; a source is named as its file in sources/")
    place, kind = (
        (one.field, columns(ModelFact)[one.field or ""]) if one.kind == "fact" else ("score", columns(Result)["score"])
    )
    where = "source = ? and model = ?"
    keys: list[str | None] = [one.source, one.model]
    if one.kind == "score":
        where += " and benchmark = ? and metric = ? and setup = ?"
        keys += [one.benchmark, one.metric, one.setup]
    try:
        con.execute(f"select ?::{kind}, ?::{kind}", [one.was, one.now])
        found = con.execute(
            f"""select case when {place} is not distinct from ?::{kind} then ? else {place}::varchar end as said
            from {"raw_model_fact" if one.kind == "fact" else "raw_result"}
            where {where} and {place} is not null
            order by said = ? desc, said limit 1""",
            [one.was, one.was, *keys, one.was],
        ).fetchall()
    except duckdb.ConversionException as error:
        raise SourceError(
            f"{path}: was = {one.was!r}, now = {one.now!r}: {place} is a {kind}; write it as one"
        ) from error
    return found[0][0] if found else None


def _check_seen(con: duckdb.DuckDBPyConnection, path: Path, one: Correction, said: str | None) -> None:
    """Refuse what the source does not say, where its newest snapshot is what the reviewer saw; later ones may not."""
    found = con.execute("select taken_on from raw_snapshot where source = ?", [one.source]).fetchall()
    for (taken,) in found:  # none, where this source was not fetched
        if said == one.was or taken > one.reviewed_on:
            continue
        what = one.field or f"{one.benchmark} ({one.metric}, {one.setup})"
        says = "does not have that" if said is None else f"says {said}"
        raise SourceError(
            f"{path}: was = {one.was!r}, but of {what} of {one.model!r} the snapshot of {one.source} of {taken} {says};"
            " write names and values as the source does"
        )


def _check_twice(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Refuse two corrections of one value."""
    doubled = con.execute("""
        select list(correction_id order by correction_id), source, model from raw_correction
        group by source, kind, model, field, benchmark, metric, setup, was
        having count(*) > 1 order by all""").fetchall()
    for (first, second, *_), source, model in doubled:
        raise SourceError(
            f"{folder / first}.toml and {second}.toml: correct the same value of {model!r} of {source}; delete one"
        )
