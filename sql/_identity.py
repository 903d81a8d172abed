"""Which model a name stands for, and why: the views of identity, asked about any name, and what they leave open."""

import re
from typing import Any

import click
import duckdb
import pandas as pd

import sources
import sql

_BECAUSE = {
    "hub id": "it is the id of a Hub repository",
    "renamed": "it is an old name of a Hub repository",
    "alias": "an alias in the catalogue says so",
    "pointed": "the price list that gives the name says whose model it is",
    "hub id given": "the price list that gives the name also gives the Hub repository",
    "name": "it is the maker's own name of it",
    "one build": "its date names the only build there is",
    "maker": "maker and name are all that is known: a model of its own",
    "own id": "a private result names a model by its id",
}
_PROVIDER = "a provider's folder or version is no part of it"
_DATE = r"(?:19|20)\d{6}|(?:19|20)\d\d \d\d \d\d|\d{4}|\d{6}|\d\d \d\d"
_WORDS = {
    "another kind: base, instruct and chat are models of their own": "base instruct it chat sft dpo rlhf pt hf",
    "quantised weights are another model": "fp 8 4 awq gptq gguf int nvfp mxfp bnb bit turbo w 16 exl 2 3 6 mlx fast",
    "a setting may be a model of its own": "thinking reasoning reasoner non no high low medium xhigh max minimal",
    "another variant": "mini nano lite flash pro plus ultra small large tiny micro air coder code math vl v vision "
    "omni audio image search preview exp beta distill turbo instant latest online",
}


def names(source: str | None = None) -> duckdb.DuckDBPyConnection:
    """The tables of identity on the shipped figures; a source without names is a usage error."""
    con = sql.connect()
    sources.load(con)
    sql.create(con, wanted=["page_unmatched"])
    known = [row["source"] for row in _rows(con, "select distinct source from stg_names order by source")]
    if source is not None and source not in known:
        raise click.UsageError(f"no source is called {source!r}; there are {', '.join(known)}")
    return con


def sentence(told: dict[str, Any]) -> str:
    """What `explain` or `unmatched` tells of one name, for people."""
    if "n_scores" in told:
        said = f"{told['source']}: {told['name']}: {told['n_scores']:,} scores, {told['n_offers']:,} offers"
    else:
        setting = f" ({told['setting']})" if told["setting"] else ""
        name = told["name"] if told["name"].isprintable() else repr(told["name"])
        said = f"{name}: {told['model_id'] or 'not decided'}{setting}: {told['why']}"
    return "\n".join([said, *(f"    not {near['model_id']}: {near['reason']}" for near in told["candidates"])])


def explain(con: duckdb.DuckDBPyConnection, names: list[tuple[str | None, str]]) -> list[dict[str, Any]]:
    """Each (source or None, name) with its `model_id` (None where nothing decides), `setting`, `decided_by` and why.

    `con` holds the stg_ tables. A name that a source gives is told as the site has it; any other is put to the rules.
    """
    asked = pd.DataFrame(
        [(source or "", name) for source, name in names], columns=["source", "model"]
    ).drop_duplicates()
    con.register("asked_names", asked)
    con.execute("create schema asked")
    con.execute("set search_path = 'shortlist.asked,shortlist.main'")
    try:
        con.execute("""create table asked.stg_given_names as
            select source, model, null::varchar as maker, true as is_resold from asked_names""")
        for view in sql.views():
            if view.name in ("stg_name_candidates", "stg_names"):
                con.execute(f"create table asked.{view.name} as {view.text}")
        ruled = _rows(con, "select * from asked.stg_names")
        candidates = _rows(con, "select * from asked.stg_name_candidates order by preference")
        known = _rows(con, "select names.* from main.stg_names as names join asked_names using (source, model)")
    finally:
        con.execute("set search_path = 'shortlist.main'")
        con.execute("drop schema asked cascade")
        con.unregister("asked_names")
    found = {(row["source"], row["model"]): row for row in [*ruled, *known]}
    told = []
    for source, name in names:
        row = found.get((source or "", name), {"base": name})
        keys = [c for c in candidates if (c["source"], c["model"]) == (source or "", name)]
        answer = {key: row.get(key) for key in ("model_id", "setting", "decided_by")}
        nearest = [] if answer["model_id"] else _nearest(con, keys[:1])
        told.append({"name": name, "source": source, **answer, "why": _why(row, name), "candidates": nearest})
    return told


def unmatched(con: duckdb.DuckDBPyConnection, source: str | None, limit: int) -> list[dict[str, Any]]:
    """The names that nothing decides, by what they would add (scores, then offers), each with the nearest models."""
    rows = _rows(con, """
        select source, name, n_scores, n_offers from page_unmatched
        where source = coalesce($1, source)
        order by n_scores desc, n_offers desc, source, name
        limit $2""", [source, limit])  # fmt: skip
    keys: dict[tuple[str, str], dict[str, Any]] = {}
    for row in _rows(con, "select * from stg_name_candidates order by preference desc"):
        keys[row["source"], row["model"]] = row
    return [
        row | {"candidates": _nearest(con, [k] if (k := keys.get((row["source"], row["name"]))) else [])}
        for row in rows
    ]


def _nearest(con: duckdb.DuckDBPyConnection, candidates: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The three known models whose words are most like a name's, each with why it was not taken."""
    near = []
    for candidate in candidates:
        near = _rows(con, """
            select model_id, key, organization_id
            from stg_known_names
            order by
                starts_with(key || ' ', $1 || ' ')::int + (organization_id is not distinct from $2)::int
                    + jaro_winkler_similarity(key, $1) desc,
                model_id, key
            limit 6""", [candidate["key"], candidate["organization_id"]])  # fmt: skip
    models = {row["model_id"]: row for row in reversed(near)}  # one model may have two names
    return [
        {"model_id": row["model_id"], "reason": _why_not(candidates[0], row)}
        for row in [*reversed(models.values())][:3]
    ]


def _why(row: dict[str, Any], name: str) -> str:
    """The rule or alias that decided, as a sentence."""
    if row.get("model_id") is None:
        return "two models together are neither" if " + " in name else "no rule and no alias decides it"
    words = re.sub("[^0-9a-z]+", " ", (row["base"] or "").lower()).strip()
    is_undated = row["decided_by"] == "one build" and not re.search(f"(?:{_DATE})$", words)
    parts = ["there is only one build of it" if is_undated else _BECAUSE[row["decided_by"]]]
    if row["setting"]:
        parts.append(f"less its setting, {row['setting']}")
    if row["base"] and row["base"] not in name:
        parts.append(f"read as {row['base']}")
    elif row["base"] and not name.startswith(row["base"]):
        parts.append(_PROVIDER)
    return "; ".join(parts)


def _why_not(name: dict[str, Any], known: dict[str, Any]) -> str:
    """What keeps a name and a known model apart: the words that only one of them has."""
    ours, theirs = name["key"].split(), known["key"].split()
    differing = [word for word in [*ours, *theirs] if ours.count(word) != theirs.count(word)]
    if not differing:
        return (
            "the same words in another order" if ours != theirs else "its maker is another, or nobody says who made it"
        )
    words = " ".join(dict.fromkeys(differing))
    if re.fullmatch(_DATE, words) or any(len(w) >= 4 and w.isdigit() for w in differing):
        return f"another build: {words}"
    for reason, those in _WORDS.items():
        if set(differing) <= set(those.split()) and not all(w.isdigit() for w in differing):
            return f"{reason}: {words}"
    if all(word.isdigit() for word in differing):
        return f"another version or size: {words}"
    return f"only one of them has: {words}"


def _rows(con: duckdb.DuckDBPyConnection, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
    found = con.execute(query, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
