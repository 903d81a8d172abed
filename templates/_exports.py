"""The downloads: every page_* table as files, each with what it holds and where its figures come from beside it."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

import sql

LONG = 10_000  # above this many rows a table's CSV is packed, and there is no JSON
DRAWN = ("score_at", "low_at", "high_at")  # places in a picture


def tell(con: duckdb.DuckDBPyConnection, findings: Iterable[sql.Finding]) -> tuple[str, str]:
    """Table page_findings, one row a check that does not hold; its name, and what it holds."""
    con.execute("create or replace table page_findings (finding text, severity text, n_rows bigint, first text)")
    for found in findings:
        first = ", ".join(f"{key} {value}" for key, value in found.first.items())
        con.execute("insert into page_findings values (?, ?, ?, ?)",
                    [found.check.name, found.check.severity, found.count, first])  # fmt: skip
    return "page_findings", "Checks of the data that do not hold: how many rows break each, and the first of them."


def exports(con: duckdb.DuckDBPyConnection, folder: Path, names: list[tuple[str, str]]) -> None:
    """Every page_* view as data/<view>.csv, .parquet and .json, with its metadata; and a list of them all.

    `names` are (view, description); the list is table page_data, for the data page. A table of more than LONG rows is
    packed as .csv.gz, and has no .json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    about_sources = _receipts(con)
    listed = []
    for name, description in names:
        about = _about(con, name, description, about_sources)
        (folder / f"{name}.metadata.json").write_text(_json(about), encoding="utf-8")
        made = _write(con, folder, about)
        listed.append({
            "table_name": name, "description": description, "n_rows": about["rows"], "columns": about["columns"],
            **{kind: f"data/{made[kind]}" if kind in made else None for kind in ("csv", "json", "parquet")},
            **{f"bytes_{kind}": (folder / made[kind]).stat().st_size if kind in made else None
               for kind in ("csv", "json", "parquet")},
            "metadata": f"data/{name}.metadata.json", "sources": [one["source"] for one in about["sources"]],
        })  # fmt: skip
    (folder / "index.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    con.execute(
        f"create table page_data as select * from read_json({sql.quoted(folder / 'index.json')}, format = 'array')"
    )


def files(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Of every page_* table, its files by format, as paths in the site."""
    tables = con.execute(
        "select table_name from duckdb_tables() where table_name like 'page_%' order by all"
    ).fetchall()
    counts = {name: con.execute(f"select count(*) from {name}").fetchall()[0][0] for (name,) in tables}
    return {name: {kind: f"data/{name}.{ending}" for kind, ending in _endings(n).items()} for name, n in counts.items()}


def _endings(n_rows: int) -> dict[str, str]:
    """The formats of a table of so many rows, and how the names of its files end."""
    return {"csv": "csv.gz", "parquet": "parquet"} if n_rows > LONG else {e: e for e in ("csv", "json", "parquet")}


def _json(about: dict[str, Any]) -> str:
    return json.dumps(about, indent=1, ensure_ascii=False, default=str) + "\n"


def _about(
    con: duckdb.DuckDBPyConnection, name: str, description: str, about_sources: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """What a table holds: its columns and rows, and each source that a row of it names, with its receipt."""
    columns = [{"name": c, "type": str(t).lower()} for c, t, *_ in con.execute(f"describe {name}").fetchall()]
    columns = [column for column in columns if column["name"] not in DRAWN]
    ids = con.execute(_ids(name, columns)).fetchall()
    return {
        "table": name,
        "description": description,
        "rows": con.execute(f"select count(*) from {name}").fetchall()[0][0],
        "columns": columns,
        # `n_source` and `used_source` are texts that may name no source of ours.
        "sources": [about_sources[source] for (source,) in ids if source in about_sources],
    }


def _ids(table: str, columns: list[dict[str, str]]) -> str:
    """A query for the ids in all columns of a table that name sources, alone or in lists."""
    kinds = {"varchar": "{}", "varchar[]": "unnest({})"}
    named = [c for c in columns if re.fullmatch(r"(.*_)?sources?", c["name"]) and c["type"] in kinds]
    each = [f"select {kinds[c['type']].format(c['name'])} as source from {table}" for c in named]
    return f"select distinct source from ({' union all '.join(each or ['select null as source'])}) order by all"


def _receipts(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Each source by its id: who publishes it, where, under which licence, in which state, and when it was received."""
    found = con.execute("""
        select
            source, receipt.name, receipt.publisher, receipt.live_url as url, source_license as license,
            source_license_url as license_url, receipt.revision, coalesce(files, []) as files, receipt.via_mirror,
            retrieved_on, entered_on
        from page_receipts as receipt
        left join page_sources using (source)
        order by source
    """)
    names = [column[0] for column in found.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def _write(con: duckdb.DuckDBPyConnection, folder: Path, about: dict[str, Any]) -> dict[str, str]:
    """A table in each format it is offered in; the names of the files by format."""
    name = about["table"]
    rows = f"(select {', '.join(column['name'] for column in about['columns'])} from {name})"
    embedded = _json(about).replace("'", "''")
    options = {
        "csv": "format csv",
        "csv.gz": "format csv, compression gzip",
        "parquet": f"format parquet, compression zstd, kv_metadata {{metadata: '{embedded}'}}",
        "json": "format json, array true",
    }
    endings = _endings(about["rows"])
    for ending in endings.values():
        con.execute(f"copy {rows} to {sql.quoted(folder / f'{name}.{ending}')} ({options[ending]})")
    return {kind: f"{name}.{ending}" for kind, ending in endings.items()}
