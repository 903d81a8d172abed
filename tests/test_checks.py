"""Every check on the shipped figures, and that a check which does not hold is told plainly, as is a broken view."""

from pathlib import Path

import duckdb
import pytest

import sql

CHECKS = list(sql.checks())


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_it_holds_on_the_shipped_figures(shipped: duckdb.DuckDBPyConnection, check: sql.Check) -> None:
    found = [str(finding) for finding in sql.findings(shipped, [check])]
    if found and check.severity == "warn":
        pytest.xfail(found[0])
    assert not found


def test_the_made_up_world_breaks_no_check(world_con: duckdb.DuckDBPyConnection) -> None:
    assert [str(finding) for finding in sql.findings(world_con, CHECKS) if finding.check.severity == "error"] == []


def test_there_are_checks_of_every_kind() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    kinds = {
        "unique": ": unique ",
        "not_null": "is not null",
        "assert": "<=",
        "sentence": "a tie with the best includes",
    }
    assert {kind for kind, text in kinds.items() if any(text in check.name for check in CHECKS)} == set(kinds)
    assert {check.severity for check in CHECKS} == {"error", "warn"}


def views(folder: Path, **texts: str) -> Path:
    """A folder of views made of texts."""
    for name, text in texts.items():
        (folder / f"{name}.sql").write_text(text)
    return folder


def broken(folder: Path) -> list[str]:
    con = sql.connect()
    sql.create(con, folder)
    return [str(finding) for finding in sql.findings(con, sql.checks(folder))]


def test_a_broken_check_names_the_view_how_many_rows_and_the_first(tmp_path: Path) -> None:
    views(
        tmp_path,
        mart_toys="-- description: Toys.\n-- unique: toy\n-- not_null: price, toy\n-- assert: price > 1\n"
        "select * from (values ('ball', 1.0), ('ball', null), ('kite', 5.0)) as t (toy, price)",
    )
    assert broken(tmp_path) == [
        "mart_toys: unique toy: 1 row breaks it, such as {'toy': 'ball', 'rows': 2}",
        "mart_toys: price is not null: 1 row breaks it, such as {'toy': 'ball', 'price': nan}",
        "mart_toys: price > 1: 2 rows break it, such as {'toy': 'ball', 'price': 1.0}",
    ]


def test_what_is_null_does_not_satisfy_an_assertion(tmp_path: Path) -> None:
    views(tmp_path, mart_toys="-- description: Toys.\n-- assert: price < 2\nselect null::double as price")
    assert len(broken(tmp_path)) == 1


def test_a_unique_pair_may_repeat_in_either_part(tmp_path: Path) -> None:
    views(
        tmp_path,
        mart_toys="-- description: Toys.\n-- unique: toy, size\n"
        "select * from (values ('ball', 1), ('ball', 2), ('kite', 1)) as t (toy, size)",
    )
    assert broken(tmp_path) == []


def test_a_sentence_of_the_checks_folder_is_a_check_with_its_severity(tmp_path: Path) -> None:
    views(tmp_path, mart_toys="-- description: Toys.\nselect 'ball' as toy")
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "every_toy_is_a_kite.sql").write_text(
        "-- severity: warn\nselect toy from mart_toys where toy <> 'kite'"
    )
    (check,) = sql.checks(tmp_path)
    assert (check.name, check.severity) == ("every toy is a kite", "warn")
    assert broken(tmp_path) == ["every toy is a kite: 1 row breaks it, such as {'toy': 'ball'}"]


def test_a_description_may_go_on_over_lines_that_are_indented(tmp_path: Path) -> None:
    views(tmp_path, mart_toys="-- description: Toys\n--   of all kinds.\nselect 1 as toy")
    assert [view.description for view in sql.views(tmp_path)] == ["Toys of all kinds."]


@pytest.mark.parametrize(
    ("texts", "file", "sentence"),
    [
        ({"mart_a": "select * from mart_b", "mart_b": "select * from mart_a"}, "mart_a", "in a circle"),
        (
            {"stg_a": "select * from mart_a", "mart_a": "select 1 as x"},
            "stg_a.sql",
            "reads mart_a, which is of a higher layer",
        ),
        (
            {"mart_a": "select * from page_a", "page_a": "select 1 as x"},
            "mart_a.sql",
            "reads page_a, which is of a higher layer",
        ),
        ({"mart_a": "select * from stg_lost"}, "mart_a.sql", "reads stg_lost, but no file makes it"),
        ({"mart_a": "select nothing from"}, "mart_a.sql", "Parser Error"),
        ({"mart_a": "select * from raw_lost"}, "mart_a.sql", "raw_lost"),
        ({"mart_a": "-- description: A.\n-- uniqe: x\nselect 1 as x"}, "mart_a.sql", "unknown header 'uniqe'"),
        ({"mart_a": "-- description: A.\n-- unique: y\nselect 1 as x"}, "mart_a: unique y", "y"),
    ],
    ids=[
        "a circle",
        "an upward read",
        "a page read by a mart",
        "an unknown name",
        "no SQL",
        "no such table",
        "a mistyped header",
        "a check of an unknown column",
    ],
)
def test_a_view_that_cannot_be_is_refused_by_the_name_of_its_file(
    tmp_path: Path, texts: dict[str, str], file: str, sentence: str
) -> None:
    with pytest.raises(sql.SqlError) as raised:
        broken(views(tmp_path, **texts))
    assert file in str(raised.value) and sentence in str(raised.value)


def test_a_name_in_a_comment_is_not_read(tmp_path: Path) -> None:
    views(tmp_path, mart_a="-- description: Unlike mart_lost.\nselect 1 as x  -- not from page_lost")
    assert [view.reads for view in sql.views(tmp_path)] == [set()]


def test_views_are_made_in_the_order_in_which_they_read_one_another(tmp_path: Path) -> None:
    views(
        tmp_path,
        mart_a="select * from mart_b",
        mart_b="select * from stg_z",
        stg_z="select 1 as x",
        page_a="select * from mart_a",
    )
    assert [view.name for view in sql.views(tmp_path)] == ["stg_z", "mart_b", "mart_a", "page_a"]
    heard: list[str] = []
    sql.create(sql.connect(), tmp_path, heard.append)
    assert heard == ["stg_z", "mart_b", "mart_a", "page_a"]
