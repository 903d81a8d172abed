"""What `build.py fit` is asked: the model, the machine and the load, found by the names that people give them."""

import difflib
from dataclasses import dataclass
from typing import Any

import click
import duckdb

import sources
import sql
from sql import _identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`cards` devices alike; memory in GiB a card, bandwidth in GB/s a card, None where it is not known."""

    name: str
    memory_gib: float
    usable_share: float
    bandwidth_gb_per_s: float | None
    cards: int = 1

    @property
    def usable_gib(self) -> float:
        """What a model may take of all cards together."""
        return self.cards * self.usable_share * self.memory_gib


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is asked of a model: tokens a text, texts at once, bits of a cached value."""

    use: str
    precision: str
    tokens: int
    batch: int
    cache_bits: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The figures that answers start from: the views, one model of them, and the precisions, most bits first."""

    con: duckdb.DuckDBPyConnection
    of: dict[str, Any]
    precisions: dict[str, dict[str, Any]]

    def ask(self, select: str, **values: Any) -> dict[str, Any]:
        """The one row of a select on the formulas of memory, with the model's own figures as `$name`s of it."""
        values |= {"shape": self.of["shape"], "p": self.of["parameters"], "layers": self.of["layers"]}
        used = {name: value for name, value in values.items() if f"${name}" in select}
        [row] = _rows(self.con, select, used)
        return row


def shelf(con: duckdb.DuckDBPyConnection, name: str) -> Shelf:
    """What the estimates of the model called `name` start from; where there is none, the error says what is missing."""
    [told] = _identity.explain(con, [(None, name)])
    if told["model_id"] is None:
        near = "".join(f"\n    not {one['model_id']}: {one['reason']}" for one in told["candidates"])
        raise click.UsageError(f"{name!r}: no model is known by that name: {told['why']}{near}")
    rows = _rows(con, """
        select
            model.model_id, is_open_weights, model.context_tokens, native_bits, shape.* exclude (model_id),
            width.* exclude (model_id, parameters)
        from mart_models as model
        left join mart_shapes as shape using (model_id)
        left join mart_widths as width using (model_id)
        left join raw_catalog_model as reviewed on reviewed.id = model.model_id
        where model.model_id = ?""", [told["model_id"]])  # fmt: skip
    if not rows:
        raise click.UsageError(f"{told['model_id']}: no source here measured it, so nothing is kept of its size")
    if rows[0]["parameters"] is None:
        why = "its weights are not published" if rows[0]["is_open_weights"] is False else "its size is not published"
        raise click.UsageError(f"{told['model_id']}: {why}, so the memory it needs cannot be worked out")
    return Shelf(con, rows[0], precisions(con))


def tables() -> duckdb.DuckDBPyConnection:
    """The views that answers read, on the shipped figures."""
    con = sql.connect()
    sources.load(con)
    sql.create(con, wanted=("stg_names", "stg_known_names", "mart_widths", "mart_shapes", "mart_devices"))
    return con


def machine(con: duckdb.DuckDBPyConnection, gpu: str, cards: int) -> Machine:
    """The device of the catalogue that `gpu` names by its id, its name, or words that no other has."""
    rows = _rows(
        con, "select *, name_key(gpu_name) as key, name_key(gpu_id) as id_key from mart_devices order by gpu_id"
    )
    [[asked]] = con.execute("select name_key(?)", [gpu]).fetchall()
    found = [r for r in rows if asked in (r["key"], r["id_key"])]
    if not found and asked:
        words = {r["gpu_id"]: {*r["key"].split(), *r["id_key"].split()} for r in rows}
        found = [r for r in rows if {*asked.split()} <= words[r["gpu_id"]]]
        # Of an RTX 4090 and an RTX 4090 Laptop the first is meant: the other says more than was said.
        plain = [r for r in found if all({*r["key"].split()} <= words[other["gpu_id"]] for other in found)]
        found = plain or found
    if len(found) == 1:
        kept = {name: found[0][name] for name in ("memory_gib", "usable_share", "bandwidth_gb_per_s")}
        return Machine(name=found[0]["gpu_name"], cards=cards, **kept)
    like = difflib.get_close_matches(asked, [r["key"] for r in rows], 6, 0.5)
    near = ", ".join(repr(r["gpu_id"]) for r in (found or [r for r in rows if r["key"] in like])[:12])
    what = "more than one device is" if found else "no device is"
    raise click.UsageError(
        f"--gpu {gpu!r}: {what} called so{f'; do you mean {near}?' if near else '.'} Or give --memory GIB"
    )


def of_memory(memory_gib: float, cards: int) -> Machine:
    """A card of so much memory, of which a model takes what common servers take; its bandwidth is not known."""
    name = f"a card of {memory_gib:g} GiB" if cards == 1 else f"{memory_gib:g} GiB"
    return Machine(name=name, memory_gib=memory_gib, usable_share=0.92, bandwidth_gb_per_s=None, cards=cards)


def precisions(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """The precisions of the catalogue by their ids, from most to fewest bits."""
    rows = _rows(con, 'select * from raw_precision order by bits_per_weight desc, "order"')
    return {row["precision_id"]: row for row in rows}


def precision(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """The id of the precision that `name` stands for."""
    known = precisions(con)
    for id_, one in known.items():
        if name.lower() in (id_, one["name"].lower(), *(one["also"] or ())):
            return id_
    raise click.UsageError(f"no precision is called {name!r}; there are {', '.join(known)}")


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: Any = None) -> list[dict[str, Any]]:
    found = con.execute(query, values) if values else con.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
