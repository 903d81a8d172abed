"""A fork's own results question by question: each model's score on each item, and how they are read and refused."""

from pathlib import Path
from typing import Any

import duckdb

from sources._contract import SourceError, create, toml

# `item` is the question's own name; items of one `cluster` (a passage, a dialogue) are not independent.
COLUMNS = {
    "model": "varchar", "benchmark": "varchar", "item": "varchar", "score": "double", "cluster": "varchar",
    "setup": "varchar",
}  # fmt: skip
_WANTED = ("model", "benchmark", "item", "score")


def load(con: duckdb.DuckDBPyConnection, folder: Path | None) -> None:
    """Every item result of a folder into raw_item, and each model's share of right answers into raw_result."""
    create(con, "raw_item", {"source": "varchar", **COLUMNS})
    if folder is None:
        return
    for path in sorted([*folder.glob("*.items.csv"), *folder.glob("*.items.parquet")]):
        _read(con, path)
        _check(con, path)
        con.execute("insert into raw_item by name select 'private' as source, * exclude (line) from incoming_items")
        con.execute("drop table incoming_items")
    if twice := con.execute(
        "select model, benchmark, item, setup from raw_item group by all having count(*) > 1 order by all limit 1"
    ).fetchall():
        raise SourceError(f"{folder}: {twice[0]} has two scores; keep one, or tell the runs apart in a column `setup`")
    _tally(con, folder)


def _read(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A file into incoming_items, all texts, each row with its line."""
    reader = (
        "read_parquet(?)"
        if path.suffix == ".parquet"
        else "read_csv(?, all_varchar = true, header = true, nullstr = '')"
    )
    try:
        con.execute(f"create table incoming_items as select * from {reader}", [str(path)])
    except duckdb.Error as error:
        raise SourceError(f"{path}: cannot be read ({' '.join(str(error).split())[:200]})") from error
    found = [name for (name,) in con.execute("select column_name from (describe incoming_items)").fetchall()]
    if missing := [name for name in _WANTED if name not in found]:
        raise SourceError(f"{path}: the column {missing[0]!r} is missing; wanted {', '.join(COLUMNS)}")
    if unknown := [name for name in found if name not in COLUMNS]:
        raise SourceError(f"{path}: unknown column {unknown[0]!r}; wanted {', '.join(COLUMNS)}")
    chosen = ", ".join(
        f"{name}::varchar as {name}" if name in found else f"null::varchar as {name}" for name in COLUMNS
    )
    con.execute(f"""
        create or replace table incoming_items as
        select {chosen}, row_number() over () + 1 as line from incoming_items
    """)


def _check(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse an empty file, a name that is missing, a score outside 0 to 1 and a benchmark that nobody described."""

    def first(condition: str) -> dict[str, Any] | None:
        found = con.execute(f"select * from incoming_items where {condition} order by line limit 1").df()
        return found.to_dict("records")[0] if len(found) else None

    if not first("true"):
        raise SourceError(f"{path}: holds no row")
    for name in _WANTED[:3]:
        if row := first(f"{name} is null"):
            raise SourceError(f"{path}, line {row['line']}: no {name}")
    # A score that is no number fails the cast, and one that is none at all fails the comparison.
    if row := first("(try_cast(score as double) between 0 and 1) is not true"):
        raise SourceError(
            f"{path}, line {row['line']}: score = {row['score']!r} of {row['model']} on item {row['item']!r};"
            " an item's score is from 0 (wrong) to 1 (right)"
        )
    for (benchmark,) in con.execute("select distinct benchmark from incoming_items order by all").fetchall():
        if not (path.parent / f"{benchmark}.toml").is_file():
            raise SourceError(f"{path}: describe the benchmark in {path.parent / (benchmark + '.toml')} first")
    con.execute("""
        create or replace table incoming_items as
        select * replace (score::double as score, coalesce(setup, '') as setup) from incoming_items
    """)


def _tally(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The share of right answers, which is no more than counting; what its error is, sql/ says."""
    for (benchmark,) in con.execute("select distinct benchmark from raw_item order by all").fetchall():
        about = toml(folder / f"{benchmark}.toml")
        if twice := con.execute(
            "select model from raw_result"
            " join (select distinct model, setup, benchmark from raw_item) using (model, setup, benchmark)"
            " where source = 'private' and benchmark = ? order by model limit 1",
            [benchmark],
        ).fetchall():
            raise SourceError(
                f"{folder}: {twice[0][0]} on {benchmark} has a score and item results; keep the item results"
            )
        con.execute(
            "insert into raw_result by name"
            " select source, model, benchmark, ? as metric, setup, 100 * avg(score) / ? as score, count(*) as n,"
            " 'other' as relationship from raw_item where benchmark = ? group by all order by all",
            [about["metric"], float(about["factor"]), benchmark],
        )
