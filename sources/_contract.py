"""The contract: what a source may say, as frozen dataclasses, and how rows are read, checked and put into tables."""

import math
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

import duckdb
import pandas as pd

Relationship = Literal["first_party", "third_party", "collaborative", "other"]


class SourceError(Exception):
    """Something a person must look at: the message carries the path or address, the value, and what to do next."""


@dataclass(frozen=True, slots=True)
class HubModels:
    """An entry of a source's FILES: what the Hub says of each model that a view of the other sources' figures names."""

    view: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One published score, verbatim: `score` in the upstream's own unit, bounds and errors only where published."""

    KEY: ClassVar = ("model", "benchmark", "setup", "metric", "dated")

    model: str
    benchmark: str
    metric: str
    score: float
    setup: str = ""
    score_low: float | None = None
    score_high: float | None = None
    n: int | None = None
    stderr: float | None = None
    dated: date | None = None
    url: str | None = None
    relationship: Relationship = "third_party"
    measured_by: str | None = None  # who measured it, where that is neither the publisher nor said of the benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFact:
    """What a source says of a model, verbatim; None where it says nothing. Counts are absolute, sizes in tokens."""

    KEY: ClassVar = ("model",)

    model: str
    organization: str | None = None
    kind: str | None = None
    parameters: float | None = None
    parameters_active: float | None = None
    architecture: str | None = None
    layers: int | None = None
    kv_heads: int | None = None
    head_size: int | None = None
    heads: int | None = None  # of attention, each with a query of its own
    hidden_size: int | None = None
    feed_forward_size: int | None = None  # of one expert, where there are several
    vocabulary: int | None = None
    experts: int | None = None
    experts_active: int | None = None
    context_tokens: int | None = None
    license: str | None = None
    license_name: str | None = None
    license_link: str | None = None
    gated: Literal["auto", "manual", "no"] | None = None
    card: list[str] | None = None  # the keys of its model card's metadata that hold something
    hub_id: str | None = None  # the Hub repository it is found in, where the source says so
    base_model: str | None = None
    released_on: date | None = None
    revision: str | None = None
    is_available: bool | None = None
    is_flagged: bool | None = None
    is_merge: bool | None = None
    is_adapter: bool | None = None
    is_official: bool | None = None
    is_open_weights: bool | None = None
    downloads: int | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model at a provider: prices in US dollars per million tokens, limits in tokens.

    `dated` is when the source says it made or changed the entry, of whatever part of it: it dates no price.
    """

    KEY: ClassVar = ("provider", "model")

    provider: str
    provider_name: str
    model: str
    name: str
    base_model: str | None = None
    hub_id: str | None = None
    price_in: float | None = None
    price_out: float | None = None
    context_tokens: int | None = None
    output_tokens: int | None = None
    released_on: date | None = None
    dated: date | None = None
    is_open_weights: bool | None = None
    is_text: bool = True
    status: str | None = None


KINDS: dict[str, type] = {"result": Result, "model_fact": ModelFact, "offer": Offer}

# Fields that are tables, and so rows of a table of their own.
TABLES = ("aliases", "generations", "parts", "references", "shapes")
_SQL = {str: "varchar", int: "bigint", float: "double", bool: "boolean", date: "date", list: "varchar[]"}


def _plain(annotation: Any) -> tuple[type, bool, tuple[Any, ...]]:
    """The plain Python type of an annotation, whether None is allowed, and the allowed values of a Literal."""
    optional = False
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        members = [m for m in typing.get_args(annotation) if m is not type(None)]
        optional, annotation = len(members) < len(typing.get_args(annotation)), members[0]
    if typing.get_origin(annotation) is Literal:
        return str, optional, typing.get_args(annotation)
    return cast(type, typing.get_origin(annotation) or annotation), optional, ()


def columns(kind: type) -> dict[str, str]:
    """Column name → DuckDB type of the table that holds a dataclass's rows."""
    hints = typing.get_type_hints(kind)
    return {f.name.rstrip("_"): _SQL[_plain(hints[f.name])[0]] for f in fields(kind) if f.name not in TABLES}


def read(kind: type, table: dict[str, Any], where: str) -> Any:
    """One dataclass from a parsed TOML table; an unknown, missing or mistyped key is a SourceError naming `where`."""
    hints = typing.get_type_hints(kind)
    known = {f.name.rstrip("_"): f for f in fields(kind)}
    if unknown := sorted(set(table) - set(known)):
        raise SourceError(f"{where}: unknown key {unknown[0]!r}; known keys are {', '.join(known)}")
    values = {}
    for name, field in known.items():
        wanted, optional, allowed = _plain(hints[field.name])
        if name not in table:
            if not optional and field.default is MISSING:
                raise SourceError(f"{where}: the key {name!r} is missing")
            continue
        value = table[name]
        if wanted is float and type(value) is int:
            value = float(value)
        item = dict if "dict" in str(hints[field.name]) else str  # a list here is one of texts or of tables
        items = value if wanted is list and isinstance(value, list) else []
        is_wanted = type(value) is wanted and all(type(one) is item for one in items)
        if not is_wanted or (allowed and value not in allowed) or value == "":
            expected = " or ".join(map(repr, allowed)) or f"a {wanted.__name__}"
            raise SourceError(f"{where}: {name} = {value!r} should be {expected}")
        values[field.name] = value
    return kind(**values)


def validate(kind: type, rows: Sequence[Any], where: str) -> None:
    """Refuse a score that is no number, an empty name, and two rows with one key; the message names the row."""
    seen: dict[tuple[Any, ...], Any] = {}
    names: tuple[str, ...] = getattr(kind, "KEY")  # noqa: B009  mypy knows no class attribute of a plain type
    key = attrgetter(*names) if len(names) > 1 else lambda row: (row.model,)
    for row in rows:
        if not row.model:
            raise SourceError(f"{where}: a row without a model name: {row}")
        if kind is Result and not (isinstance(row.score, int | float) and math.isfinite(row.score)):
            raise SourceError(f"{where}: the score of {row.model} on {row.benchmark} is {row.score!r}, not a number")
        if kind is Result and (wrong := _wrong(row)):
            raise SourceError(f"{where}: {row.model} on {row.benchmark}: {wrong}")
        if seen.setdefault(key(row), row) is not row:
            raise SourceError(f"{where}: two rows with the key {key(row)}; add what tells them apart to the setup")


def _wrong(row: Result) -> str | None:
    """What a result says of its score that cannot be, in words."""
    for name in ("score_low", "score_high", "stderr"):
        value = getattr(row, name)
        if value is not None and not math.isfinite(value):
            return f"{name} is {value!r}, not a number; leave it out where it is not known"
    if row.n is not None and row.n < 1:
        return f"n = {row.n}; a score rests on at least one question"
    if row.stderr is not None and row.stderr < 0:
        return f"stderr = {row.stderr:g}; an error is not negative"
    low, high = row.score_low, row.score_high
    if (low is not None and low > row.score + 1e-9) or (high is not None and high < row.score - 1e-9):
        return f"the interval from {low} to {high} does not hold the score {row.score:g}"
    return None


def frame(kind: type, rows: Iterable[Any]) -> pd.DataFrame:
    """Rows of one dataclass as a data frame of Python objects, one column a field."""
    names = [f.name for f in fields(kind) if f.name not in TABLES]
    get = attrgetter(*names)
    return pd.DataFrame([get(row) for row in rows], columns=[n.rstrip("_") for n in names], dtype=object)


def toml(path: Path) -> dict[str, Any]:
    """A TOML file; what cannot be read is a SourceError with its path."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); mend or remove the file") from error


def create(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    """An empty table of columns with explicit types."""
    ddl = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    con.execute(f"create table {table} ({ddl})")


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Rows into a table, by the names of their columns."""
    if len(rows):
        con.register("incoming", rows)
        con.execute(f"insert into {table} by name select * from incoming")
        con.unregister("incoming")


def is_id(text: str) -> bool:
    """Whether a text can be a canonical model id, and so a path: `<organisation>/<name>`, lower case."""
    return re.fullmatch(r"[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*", text) is not None
