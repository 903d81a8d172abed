"""The catalogue: what a reviewed file may hold, as frozen dataclasses, and the files into raw_* tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from sources import _families, _speeds
from sources._contract import SourceError, columns, create, frame, insert, is_id, read, toml


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
    unit: Literal["points", "elo", "minutes", "score"]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A class of hardware, by the memory of all its cards together."""

    name: str
    order: int
    memory_gib: float
    cards: int
    description: str
    examples: list[str]
    reached_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """A device that can hold a model."""

    name: str
    vendor: str
    memory_gib: float
    bandwidth_gb_per_s: float
    kind: Literal["consumer", "workstation", "datacentre", "apple", "mobile", "cpu"]
    unified: bool
    source: str
    memory_type: str | None = None


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
    sites: list[str] | None = None  # hosts on which it publishes scores of its own models
    reports: list[str] | None = None  # titles of papers in which it publishes such scores
    evaluates: list[str] | None = None  # titles under which sources cite what it measured of others' models


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least share of a source's names that must be matched to a model: below it, something broke."""

    share: float
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogModel:
    """Reviewed facts of one model, and the other names it goes by."""

    id: str
    name: str | None = None
    aliases: list[dict[str, str]] | None = None
    source_url: str | None = None
    license: str | None = None  # of these weights, where it is not what the sources say
    same_weights_as: str | None = None  # the model that another name of the same weights stands for
    parameters: float | None = None
    parameters_active: float | None = None
    layers: int | None = None
    kv_heads: int | None = None
    head_size: int | None = None
    context_tokens: int | None = None
    attention: Literal["gqa", "mha", "mla", "hybrid"] | None = None
    window_tokens: int | None = None
    windowed_layers: int | None = None
    kv_layers: int | None = None
    mla_width: int | None = None
    native_bits: float | None = None


# A name's words: case and separators are noise, also those between letters and digits; `+` is a word (command-r+), and
# Fireworks writes `p` for a point (glm-4p7). Words never join: qwen2.5-7b is not qwen2-57b.
NAME_KEY = r"""create or replace macro name_key(name) as
    trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(lower(name), '+', ' plus '),
    '([0-9])p([0-9])', '\1 \2', 'g'), '([a-z])([0-9])', '\1 \2', 'g'), '([0-9])([a-z])', '\1 \2', 'g'),
    '[^a-z0-9]+', ' ', 'g'))"""

ASKS = (
    "number of users", "revenue", "territory", "registration", "acceptable use", "attribution", "no training of others",
    "no hosting", "no changed copies", "share-alike",
)  # fmt: skip

CATALOG: dict[str, type] = {
    "boards": Board,
    "domains": Domain,
    "benchmarks": Benchmark,
    "tiers": Tier,
    "gpus": Gpu,
    "licenses": License,
    "organizations": Organization,
    "floors": Floor,
    "families": _families.Family,
}


def load(con: duckdb.DuckDBPyConnection, catalog: Path, private: Path | None, is_newest: bool = True) -> None:
    """Every reviewed file into raw_* tables; `is_newest` says that the snapshots are, and so know every model."""
    con.execute(NAME_KEY)
    for folder, cls in CATALOG.items():
        one = "family" if folder == "families" else folder.removesuffix("s")
        table, key = f"raw_{one}", f"{one}_id"
        create(con, table, {key: "varchar", **columns(cls)})
        paths = sorted((catalog / folder).glob("*.toml"))
        if folder == "benchmarks" and private is not None:
            paths += sorted(private.glob("*.toml"))
        rows = [(path.stem, read(cls, toml(path), str(path))) for path in paths]
        if not rows:
            raise SourceError(f"{catalog / folder}: holds no file; run this from a complete checkout")
        if folder == "benchmarks":
            _check_benchmarks(catalog, private, {path: row for path, (_, row) in zip(paths, rows, strict=True)})
        if folder == "licenses":
            _check_licenses({path: row for path, (_, row) in zip(paths, rows, strict=True)})
        if folder == "families":
            _families.load(con, catalog, {path: row for path, (_, row) in zip(paths, rows, strict=True)})
        table_rows = frame(cls, (row for _, row in rows))
        table_rows.insert(0, key, [stem for stem, _ in rows])
        insert(con, table, table_rows)
    _load_models(con, catalog, is_newest)


def _load_models(con: duckdb.DuckDBPyConnection, catalog: Path, is_newest: bool) -> None:
    models = list(_catalog_models(catalog))
    create(con, "raw_catalog_model", columns(CatalogModel))
    insert(con, "raw_catalog_model", frame(CatalogModel, [model for _, model in models]))
    names = dict.fromkeys(("source", "model", "model_id", "setting", "path", "organization_id"), "varchar")
    create(con, "raw_alias", names)
    aliases = [
        (a.get("source"), a["name"], m.id, a.get("setting"), str(path), path.stem)
        for path, m in models
        for a in m.aliases or ()
    ]
    insert(con, "raw_alias", pd.DataFrame(aliases, columns=list(names), dtype=object))
    _check_aliases(con)
    _speeds.load(con, catalog / "speeds")
    if is_newest:  # an earlier day's snapshots may not have known what is copied
        _families.check_copies(con, [(path, m.id, m.same_weights_as) for path, m in models if m.same_weights_as])


def _check_aliases(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse one name for two models, and a name that leads to another name instead of to a model."""
    doubled = con.execute("""
        select any_value(model), list(distinct model_id order by model_id), list(distinct path order by path)
        from raw_alias
        group by source, case when source is null then name_key(model) || ' by ' || organization_id else model end
        having count(distinct model_id) > 1 order by all""").fetchall()
    for name, ids, paths in doubled:
        raise SourceError(f"{' and '.join(paths)}: {name!r} stands for {' and for '.join(ids)}; one alias is wrong")
    renamed = {
        name: (id_, path)
        for name, id_, path in con.execute(
            "select lower(model), model_id, path from raw_alias where source is null and model like '%/%' order by all"
        ).fetchall()
    }
    ids = {id_ for (id_,) in con.execute("select id from raw_catalog_model").fetchall()}
    for name, (id_, path) in renamed.items():
        if name in ids and name not in {target for target, _ in renamed.values()}:
            raise SourceError(f"{path}: {name} is an alias of {id_} and a model of its own; one is wrong")
        passed = [name]
        while id_ in renamed and id_ not in passed:
            passed.append(id_)
            id_ = renamed[id_][0]
        if id_ in passed:
            raise SourceError(f"{path}: the aliases {' → '.join([*passed, id_])} lead in a circle; one is the model")
        if len(passed) > 1:
            raise SourceError(f"{path}: {name} is an alias of {passed[1]}, itself one of {id_}; name {id_} at once")


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
        if path.stem in seen:
            raise SourceError(f"{path}: {seen[path.stem]} is a benchmark of that name already; rename one")
        seen[path.stem] = path


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


def _catalog_models(catalog: Path) -> Iterator[tuple[Path, CatalogModel]]:
    """Every reviewed model with its file; a maker nobody knows, or a model that stands twice, is a SourceError."""
    makers = {path.stem: toml(path).get("hub", []) for path in sorted((catalog / "organizations").glob("*.toml"))}
    owners = {namespace: maker for maker, hub in makers.items() for namespace in (maker, *hub)}
    licenses = {path.stem for path in (catalog / "licenses").glob("*.toml")}
    seen: dict[Any, Path] = {}
    for path in sorted((catalog / "models").glob("*.toml")):
        if path.stem not in makers:
            raise SourceError(f"{path}: there is no {path.stem!r} among the organizations; add {path.stem}.toml there")
        table = toml(path)
        if unknown := sorted(set(table) - {"models"}):
            raise SourceError(f"{path}: unknown key {unknown[0]!r}; a file of models holds [[models]] only")
        entries = table.get("models", [])
        if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
            raise SourceError(f"{path}: write each model under a heading [[models]] of its own")
        for entry in entries:
            model = read(CatalogModel, entry, f"{path}: {entry.get('id', 'a model without id')}")
            if not is_id(model.id):
                raise SourceError(f"{path}: {model.id!r} is no model id; write <organisation>/<name> in lower case")
            owner = owners.get(model.id.split("/")[0], path.stem)
            if owner != path.stem:
                raise SourceError(f"{path}: {model.id} is by {owner}; move it to {owner}.toml")
            if model.license is not None and model.license not in licenses:
                raise SourceError(f"{path}: {model.id}: no licence {model.license!r}; review it in licenses/ first")
            if model.license is not None and not (model.source_url or "").startswith("https://"):
                raise SourceError(f"{path}: {model.id}: a reviewed licence names its page, as source_url")
            for alias in model.aliases or ():
                if not {"name"} <= set(alias) <= {"source", "name", "setting"}:
                    raise SourceError(
                        f"{path}: {model.id}: an alias is {{name}}, if need be with a source or a setting, not {alias}"
                    )
            for key in [model.id, *((a.get("source"), a["name"]) for a in model.aliases or ())]:
                if key in seen:
                    name = key if isinstance(key, str) else key[1]
                    where = f"{path} and {seen[key]}" if path != seen[key] else str(path)
                    raise SourceError(f"{where}: {name!r} stands twice; one is wrong")
                seen[key] = path
            yield path, model
