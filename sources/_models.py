"""Reviewed models: their facts, and the other names they go by, from files of the catalogue into raw_* tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd

from sources import _families
from sources._contract import SourceError, columns, create, frame, insert, is_id, read, toml


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogModel:
    """Reviewed facts of one model, and the other names it goes by."""

    id: str
    name: str | None = None
    aliases: list[dict[str, str]] | None = None
    source_url: str | None = None
    license: str | None = None  # of these weights, where it is not what the sources say
    base_model: str | None = None  # what these weights were made from, where no source says it
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
    is_yardstick: bool | None = None  # one of those by which estimates of memory are commonly compared


# A name's words: case and separators are noise, also those between letters and digits; `+` is a word (command-r+), and
# Fireworks writes `p` for a point (glm-4p7). Words never join: qwen2.5-7b is not qwen2-57b.
NAME_KEY = r"""create or replace macro name_key(name) as
    trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(lower(name), '+', ' plus '),
    '([0-9])p([0-9])', '\1 \2', 'g'), '([a-z])([0-9])', '\1 \2', 'g'), '([0-9])([a-z])', '\1 \2', 'g'),
    '[^a-z0-9]+', ' ', 'g'))"""


def load(con: duckdb.DuckDBPyConnection, catalog: Path, is_newest: bool) -> None:
    """Reviewed models and their aliases into raw_* tables; a wrong one is a SourceError naming its file."""
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
            if (model.license or model.base_model) and not (model.source_url or "").startswith("https://"):
                what = "licence" if model.license else "base model"
                raise SourceError(f"{path}: {model.id}: a reviewed {what} names its page, as source_url")
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
