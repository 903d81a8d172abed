"""Pairwise votes that people bring, from CSV or Parquet: counted in one pass, each vote read in one way or refused."""

import csv
import gzip
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from sources._contract import SourceError

COLUMNS = ("model_a", "model_b", "winner")
A, B = ("model_a", "a"), ("model_b", "b")
TIE = ("tie", "tie (bothbad)", "both_bad", "both", "draw")

# What a distinct row of the file says. Where a word for a side is also the other model's name, it says nothing.
_READ = f"""
    select
        *,
        lower(trim(winner)) as word,
        case when word in {A} then 'a' when word in {B} then 'b' when word in {TIE} then 'tie' end as by_word,
        case
            when trim(winner) = model_a then 'a'
            when trim(winner) = model_b then 'b'
            when lower(model_a) = lower(model_b) then null
            when word = lower(model_a) then 'a'
            when word = lower(model_b) then 'b'
        end as by_name,
        coalesce(by_word, by_name) as won,
        case
            when trim(coalesce(model_a, '')) = '' then 'model_a is empty'
            when trim(coalesce(model_b, '')) = '' then 'model_b is empty'
            when model_a = model_b then 'a model is compared with itself: ' || model_a
            when coalesce(word, '') = '' then 'winner is empty'
            when by_word <> by_name then 'winner = ''' || winner || ''' is a model''s name and also says another side'
            when won is null then 'winner = ''' || winner || ''' is none of model_a, model_b, tie and the two names'
        end as problem
    from votes
"""


def read(
    path: Path, category: str | None = None, since: date | None = None, until: date | None = None
) -> tuple[pd.DataFrame, date | None]:
    """Votes by pair, `model_a < model_b, wins_a, wins_b, ties`, in the order of the names, and the last vote's date.

    The file has `model_a, model_b, winner`, and may have `category` and `date`; both ends of a span belong to it.
    """
    con = duckdb.connect()
    try:
        file, columns = _file(con, path)
        counted = _counted(con, path, file, columns, category, since, until)
        dated = f"select max({_DAY}) from {file}" if "date" in columns else "select null::date"
        return counted, con.execute(dated).fetchall()[0][0]
    except duckdb.Error as error:
        raise SourceError(f"{path}: cannot be read ({' '.join(str(error).split())[:240]})") from error
    finally:
        con.close()


_DAY = "try_cast(date::varchar as timestamp)::date"


def _file(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, list[str]]:
    """The table function that reads a file in the order of its rows, and its columns; neither guesses."""
    path.open("rb").close()  # what cannot be opened says so as the system does
    exact = re.sub(r"([*?\[])", r"[\1]", str(path))  # a name is no pattern
    literal = "'" + exact.replace("'", "''") + "'"
    if path.suffix.lower() == ".parquet":
        file = f"read_parquet({literal})"
        found = [row[0] for row in con.execute(f"describe from {file}").fetchall()]
    elif path.name.lower().endswith((".csv", ".csv.gz")):
        head = _header(path)
        delimiter = max(",;\t|", key=head.count)
        found = next(csv.reader([head], delimiter=delimiter), [])
        typed = ", ".join("'" + name.replace("'", "''") + "': 'varchar'" for name in found)
        file = (
            f"read_csv({literal}, auto_detect = false, header = true, columns = {{{typed}}}, delim = '{delimiter}', "
            """quote = '"', escape = '"', nullstr = '')"""
        )
    else:
        raise SourceError(f"{path}: ends in none of .csv, .csv.gz and .parquet; name it after what it holds")
    columns = [name.lower() for name in found]
    if missing := [name for name in COLUMNS if name not in columns]:
        raise SourceError(f"{path}: the column {missing[0]!r} is missing; there are {', '.join(found) or 'none'}")
    if twice := [name for name in columns if columns.count(name) > 1]:
        raise SourceError(f"{path}: two columns are called {twice[0]!r}; keep one")
    return file, columns


def _header(path: Path) -> str:
    """The first line of a CSV."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig")
            if path.suffix.lower() == ".gz"
            else path.open(encoding="utf-8-sig") as lines
        ):
            head = lines.readline().strip("\r\n")
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
        raise SourceError(f"{path}: cannot be read as CSV in UTF-8 ({error})") from error
    if not head:
        raise SourceError(f"{path}: is empty, or begins with an empty line; the first names {', '.join(COLUMNS)}")
    return head


def _counted(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    file: str,
    columns: list[str],
    category: str | None,
    since: date | None,
    until: date | None,
) -> pd.DataFrame:
    wanted: list[str] = ["true"]
    values: dict[str, Any] = {}
    if category is not None:
        _need(path, columns, "category", "--category")
        wanted, values = [*wanted, "category::varchar = $category"], {**values, "category": category}
    for option, day, sign in (("since", since, ">="), ("until", until, "<=")):
        if day is not None:
            _need(path, columns, "date", f"--{option}")
            # A vote without a date is kept for now, and then refused: it may belong to the span.
            wanted.append(f"coalesce({_DAY} {sign} ${option}, true)")
            values[option] = day
    dateless = f"{_DAY} is null" if since or until else "false"
    con.execute(
        f"""create table votes as
        select
            model_a::varchar as model_a, model_b::varchar as model_b, winner::varchar as winner,
            {dateless} as is_dateless, count(*) as n_votes
        from {file} where {" and ".join(wanted)} group by all""",
        values,
    )
    _refuse(con, path, file, columns)
    pairs: Any = con.execute(f"""
        select
            least(told.model_a, told.model_b) as model_a,
            greatest(told.model_a, told.model_b) as model_b,
            sum(n_votes) filter (won <> 'tie' and (won = 'a') = (told.model_a < told.model_b)) as wins_a,
            sum(n_votes) filter (won <> 'tie' and (won = 'a') = (told.model_a > told.model_b)) as wins_b,
            sum(n_votes) filter (won = 'tie') as ties
        from ({_READ}) as told group by all order by all""").df()
    if pairs.empty:
        raise SourceError(f"{path}: {_none(con, file, columns, category)}")
    return pairs.fillna(0).astype({"wins_a": "int64", "wins_b": "int64", "ties": "int64"})


def _refuse(con: duckdb.DuckDBPyConnection, path: Path, file: str, columns: list[str]) -> None:
    """Say what cannot be read as a vote, how many votes that is, and where the first of them is."""
    problems = con.execute(f"""
        select coalesce(problem, 'the vote has no date that can be read'), sum(n_votes) as n,
            any_value({{'a': model_a, 'b': model_b, 'w': winner}} order by model_a, model_b, winner)
        from ({_READ}) where problem is not null or is_dateless group by 1 order by n desc, 1""").fetchall()
    if not problems:
        return
    problem, n, row = problems[0]
    con.execute("set threads = 1")  # rows are numbered as the file has them
    dateless = f"and {_DAY} is null" if problem.endswith("can be read") else ""
    place = con.execute(
        f"""select min(place) from (select *, row_number() over () as place from {file})
        where model_a::varchar is not distinct from $a and model_b::varchar is not distinct from $b
            and winner::varchar is not distinct from $w {dateless}""",
        row,
    ).fetchall()[0][0]
    others = f"; {len(problems) - 1} more such words" if len(problems) > 1 else ""
    votes = "1 vote" if n == 1 else f"{n:,} votes, the first"
    raise SourceError(f"{path}: {problem} ({votes} in row {place:,} below the header{others}); mend or remove it")


def _need(path: Path, columns: list[str], column: str, option: str) -> None:
    if column not in columns:
        raise SourceError(f"{path}: {option} needs a column {column!r}; there are {', '.join(columns)}")


def _none(con: duckdb.DuckDBPyConnection, file: str, columns: list[str], category: str | None) -> str:
    """Why no vote is left: an empty file, a category that is not there, or a span without votes."""
    if not con.execute(f"select count(*) from {file}").fetchall()[0][0]:
        return "holds no vote below its header"
    if category is not None:
        found = con.execute(
            f"select category::varchar, count(*) from {file} where category is not null group by 1 order by 2 desc, 1"
        ).fetchall()
        if category not in [name for name, _ in found]:
            names = ", ".join(f"{name} ({n:,})" for name, n in found[:20]) or "none"
            more = f" and {len(found) - 20} more" if len(found) > 20 else ""
            return f"no vote is of the category {category!r}; there are {names}{more}"
    first, last = con.execute(f"select min({_DAY}), max({_DAY}) from {file}").fetchall()[0]
    return f"no vote is within that span; the dates are {first} to {last}"
