"""The catalogue: what a reviewed file may hold, as frozen dataclasses, and the files into raw_* tables."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from sources import _corrections, _families, _hardware, _models, _parts, _speeds, _tuning_costs, _tunings
from sources._contract import SourceError, columns, create, frame, insert, read, toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Benchmarks measured on one population of models, so that their scores may be ranked together."""

    name: str
    order: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What a reader wants a model for."""

    name: str
    order: int
    question: str
    description: str
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One benchmark: `n` independent questions, `chance` in raw percent, `factor` from the upstream's unit to ours."""

    name: str
    domain: str
    board: str
    source: str
    upstream: str
    metric: str
    unit: Literal["points", "elo", "minutes", "out of 10"]
    factor: float
    counts: bool
    released: str
    url: str
    measures: str
    misses: str
    problems: list[str]
    not_counted: str | None = None
    n: int | None = None
    n_source: str | None = None
    n_note: str | None = None
    chance: float | None = None
    same_test_as: str | None = None  # the benchmark that holds another source's scores on the same questions
    shots: int | None = None  # of every score, where the upstream's rows do not say it
    measured_by: str | None = None  # who measured every score of it, where the publisher only passes them on
    # What a question adds to the score: right or wrong, once; partial credit; the mean of several runs; or the score
    # is no share of questions but a mean of shares. Only the first comes in whole numbers of questions.
    scoring: Literal["right or wrong", "partial credit", "several runs", "mean of parts"] | None = None
    parts: list[dict[str, object]] | None = None  # what it averages, each a _parts.Part
    contamination: str | None = None  # what is publicly known of its questions in training data
    contamination_source: str | None = None
    counted_though: str | None = None  # why it counts though its best models are at the ceiling


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """A licence of weights, under the id that the Hub uses."""

    name: str
    # `class` is what the file says; Python keeps that word, so the field is renamed on reading.
    class_: Literal["permissive", "conditional", "non-commercial", "research-only", "unknown", "api-only"]
    condition: str | None = None  # in one sentence of ours
    asks: list[str] | None = None  # what the condition is about, in the words of ASKS
    url: str | None = None
    also: list[str] | None = None  # other spellings, in lower case
    named: list[str] | None = None  # words in names of what is built on models under it; of two the longer holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A maker of models, with the names that each source knows it by."""

    name: str
    hub: list[str]
    arena: list[str]
    epoch: list[str]
    providers: list[str]
    prefixes: list[str]
    url: str | None = None
    country: str | None = None
    renamed: list[str] | None = None  # Hub namespaces that lead to the first of `hub` now
    moving: list[str] | None = None  # names that its API points to whatever build is newest
    api_names: list[str] | None = None  # how the names begin of models that it offers through its API only
    terms_url: str | None = None  # the terms of that API
    sites: list[str] | None = None  # hosts on which it publishes scores of its own models
    reports: list[str] | None = None  # titles of papers in which it publishes such scores
    evaluates: list[str] | None = None  # titles under which sources cite what it measured of others' models


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least share of a source's names that must be matched to a model: below it, something broke."""

    share: float
    note: str
    left_out: str | None = None  # what the source gives and this site does not keep, and why


ASKS = (
    "number of users", "revenue", "territory", "registration", "acceptable use", "attribution", "no training of others",
    "no hosting", "no changed copies", "share-alike",
)  # fmt: skip

CATALOG: dict[str, type] = {
    "boards": Board,
    "domains": Domain,
    "benchmarks": Benchmark,
    "tiers": _hardware.Tier,
    "gpus": _hardware.Gpu,
    "precisions": _hardware.Precision,
    "architectures": _hardware.Architecture,
    "licenses": License,
    "organizations": Organization,
    "floors": Floor,
    "families": _families.Family,
}


def load(con: duckdb.DuckDBPyConnection, catalog: Path, private: Path | None, is_newest: bool = True) -> None:
    """Every reviewed file into raw_* tables; `is_newest` says that the snapshots are, and so know every model."""
    con.execute(_models.NAME_KEY)
    for folder, cls in CATALOG.items():
        one = "family" if folder == "families" else folder.removesuffix("s")
        table, key = f"raw_{one}", f"{one}_id"
        create(con, table, {key: "varchar", **columns(cls)})
        paths = sorted((catalog / folder).glob("*.toml"))
        if folder == "benchmarks" and private is not None:
            paths += sorted(set(private.glob("*.toml")) - set(private.glob("*.task.toml")))
        found = {path: read(cls, toml(path), str(path)) for path in paths}
        if not found:
            raise SourceError(f"{catalog / folder}: holds no file; run this from a complete checkout")
        match folder:
            case "benchmarks":
                _check_benchmarks(catalog, private, found)
                _parts.load(con, found)
            case "licenses":
                _check_licenses(found)
            case "organizations":
                _check_terms(found)
            case "families":
                _families.load(con, catalog, found)
            case "precisions":
                _hardware.check_precisions(found)
            case "gpus":
                _hardware.check_devices(found)
            case "architectures":
                _hardware.load(con, found)
        rows = frame(cls, found.values())
        rows.insert(0, key, [path.stem for path in found])
        insert(con, table, rows)
    _models.load(con, catalog, is_newest)
    _speeds.load(con, catalog / "speeds")
    _tunings.load(con, catalog, private)
    _tuning_costs.load(con, catalog)
    _corrections.load(con, catalog / "corrections", is_newest)


def _check_benchmarks(catalog: Path, private: Path | None, found: dict[Path, Benchmark]) -> None:
    """Refuse a benchmark that belongs nowhere, or a private one that stands in for a public one."""
    seen: dict[str, Path] = {}
    for path, benchmark in found.items():
        for folder, name in (("domains", benchmark.domain), ("boards", benchmark.board)):
            if not (catalog / folder / f"{name}.toml").is_file():
                known = ", ".join(sorted(p.stem for p in (catalog / folder).glob("*.toml")))
                raise SourceError(f"{path}: there is no {name!r} among the {folder}; there are {known}")
        if (path.parent == private) != (benchmark.source == "private"):
            raise SourceError(f'{path}: source = "private" belongs in sources/private/ and nowhere else')
        _check_size(path, benchmark)
        if path.stem in seen:
            raise SourceError(f"{path}: {seen[path.stem]} is a benchmark of that name already; rename one")
        seen[path.stem] = path


def _check_size(path: Path, benchmark: Benchmark) -> None:
    """Refuse a size, guessing level or factor that no benchmark has, and what is said without its source."""
    if benchmark.n is not None and benchmark.n < 1:
        raise SourceError(f"{path}: n = {benchmark.n}; a benchmark has at least one question, or leave n out")
    if benchmark.chance is not None and not 0 <= benchmark.chance < 100:
        raise SourceError(f"{path}: chance = {benchmark.chance}; it is from 0 to below 100 percent")
    if not benchmark.factor > 0:
        raise SourceError(f"{path}: factor = {benchmark.factor}; it turns the source's unit into ours and is above 0")
    if benchmark.contamination is not None and benchmark.contamination_source is None:
        raise SourceError(f"{path}: contamination is given without contamination_source; say where it is known from")


def _check_terms(found: dict[Path, Organization]) -> None:
    """Refuse a maker with models behind an API whose terms nobody has looked up."""
    for path, maker in found.items():
        if maker.api_names and not (maker.terms_url or "").startswith("https://"):
            raise SourceError(f"{path}: api_names ask for the terms of the API; give their address as terms_url")


def _check_licenses(found: dict[Path, License]) -> None:
    """Refuse a spelling that two licences claim, one that no source can match, and a word that is none of ASKS."""
    seen: dict[str, Path] = {}
    for path, licence in found.items():
        if unknown := [word for word in licence.asks or () if word not in ASKS]:
            raise SourceError(f"{path}: asks = {unknown[0]!r} should be one of {', '.join(ASKS)}")
        for spelling in [path.stem, *(licence.also or ())]:
            if spelling != spelling.lower():
                raise SourceError(f"{path}: {spelling!r} has capitals; sources are compared in lower case")
            if spelling in seen:
                raise SourceError(f"{path}: {spelling!r} is a spelling of {seen[spelling]} already; one is wrong")
            seen[spelling] = path
