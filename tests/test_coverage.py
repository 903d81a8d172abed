"""Coverage: names counted, dates by the data's own clock, empty fields, and warnings that reach the page."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

import sources
import sql
import templates
from sources import _contract
from templates._write import Output
from tests import world
from tests.conftest import ROOT, Bar, made


def at(world_snapshots: Path, *changes: str) -> duckdb.DuckDBPyConnection:
    """The made-up world, read at times of our own choosing."""
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
    con.execute("update raw_snapshot set retrieved_at = '2026-07-10 06:00:00'")
    for change in changes:
        con.execute(change)
    sql.create(con)
    return con


def dates(con: duckdb.DuckDBPyConnection, source: str) -> tuple[object, ...]:
    query = "select age_days, is_stale, due_at, is_overdue, now_at from page_coverage where source = ?"
    return con.execute(query, [source]).fetchall()[0]


def test_the_next_reading_is_due_after_the_sources_own_rhythm(world_snapshots: Path) -> None:
    con = at(world_snapshots)
    now = datetime(2026, 7, 10, 6)
    assert dates(con, "arena") == (10, False, datetime(2026, 7, 17, 6), False, now)
    assert dates(con, "epoch")[2] == datetime(2026, 7, 11, 6)
    assert dates(con, "open_llm_leaderboard")[2:4] == (None, False), "a frozen source is never due"


def test_a_reading_is_overdue_by_the_newest_reading_and_not_by_the_calendar(world_snapshots: Path) -> None:
    late = "update raw_snapshot set retrieved_at = '2026-07-08 05:00:00' where source in ('epoch', 'arena')"
    con = at(world_snapshots, late)
    assert dates(con, "epoch")[3] is True
    assert dates(con, "arena")[3] is False
    assert dates(con, "models_dev")[3] is False


def test_a_live_source_without_new_figures_is_stale_and_a_frozen_one_is_not(world_snapshots: Path) -> None:
    con = at(world_snapshots, f"update raw_snapshot set upstream_on = '{date(2026, 5, 10)}'")
    assert dates(con, "arena")[:2] == (61, True)
    assert dates(con, "open_llm_leaderboard")[:2] == (61, False)
    con = at(world_snapshots, f"update raw_snapshot set upstream_on = '{date(2026, 5, 11)}'")
    assert dates(con, "arena")[:2] == (60, False)
    con = at(world_snapshots, "update raw_snapshot set upstream_on = null")
    assert dates(con, "arena")[:2] == (0, False), "what has no date is as old as the reading that brought it"


def test_a_source_that_dates_nothing_grows_old_by_its_last_reading_and_says_so(world_snapshots: Path) -> None:
    con = at(
        world_snapshots,
        "update raw_snapshot set upstream_on = null, retrieved_at = '2026-05-09 06:00:00' where source = 'arena'",
    )
    told = con.execute(
        "select fresh_on, fresh_basis, is_stale, stale_since_on from page_coverage where source = 'arena'"
    )
    basis = "no date given: last read with something new"
    assert told.fetchall() == [(date(2026, 5, 9), basis, True, date(2026, 7, 9))]


def test_the_page_says_since_when_a_source_is_stale_what_was_not_answered_and_what_is_left_out(site: Path) -> None:
    page = (site / "coverage" / "index.html").read_text()
    assert "<b>stale</b> since 7 September 2026" in page, "60 days after the arena's votes to 8 July"
    about = sources.toml(ROOT / "sources" / "snapshots" / "hub_models" / "2026-11-25-2.toml")
    n, asked = about["model_facts"], about["files"][0]["asked"]
    assert f"{n} <small>of {asked} asked, {asked - n} not answered</small>" in page
    assert "1,030 of 4,441 rows" in page
    assert "By your own calendar, the first is due on" in page


def test_speeds_that_people_copied_stand_beside_what_is_fetched(shipped: duckdb.DuckDBPyConnection) -> None:
    shown = "select n_speeds, n_names, fresh_on, due_at from page_coverage where source = 'llm_stats'"
    by_hand = shipped.execute("select count(*), count(distinct model), max(dated) from raw_speed").fetchall()
    assert shipped.execute(shown).fetchall() == [(*by_hand[0], None)]


def test_a_list_of_prices_is_as_new_as_its_newest_entry_and_says_that_this_dates_no_price(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    told = shipped.execute("select distinct fresh_basis from page_coverage where n_offers > 0").fetchall()
    assert told == [("newest entry; its prices have no date",)]


def test_an_unknown_rhythm_is_an_error(world_snapshots: Path) -> None:
    con = at(world_snapshots, "update raw_snapshot set cadence = 'fortnightly' where source = 'arena'")
    told = {found.check.name for found in sql.findings(con, sql.checks()) if found.check.severity == "error"}
    assert "mart_freshness: is_frozen or cadence_days is not null" in told


def test_every_name_and_row_of_a_source_is_counted_once(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = shipped.execute(
        """
        select source, n_names, decided from page_coverage
        join (select source, sum(n_names) as decided from page_coverage_matches group by all) using (source)
        where n_names <> decided or n_matched > n_names
        """
    ).fetchall()
    assert wrong == []
    totals = "select sum(n_results), sum(n_facts), sum(n_offers) from page_coverage"
    rows = [shipped.execute(f"select count(*) from raw_{kind}").fetchall()[0][0] for kind in _contract.KINDS]
    assert shipped.execute(totals).fetchall() == [tuple(rows)]


def test_a_field_that_is_missing_is_counted_and_never_filled(world_con: duckdb.DuckDBPyConnection) -> None:
    fields = world_con.execute(
        "select field, n_rows, n_missing from page_coverage_fields where source = 'model_facts'"
    ).fetchall()
    assert fields == [
        ("parameters", 3, 0),
        ("licence", 3, 0),
        ("context", 3, 1),  # of a gated repository, where the source guesses
        ("release date", 3, 1),
        ("base model", 3, 3),
    ]
    gaps = dict(
        world_con.execute("select field, n_missing from page_coverage_models where weights = 'open'").fetchall()
    )
    assert gaps["size"] == 0
    assert gaps["price"] > 0
    api = {
        field
        for (field,) in world_con.execute("select field from page_coverage_models where weights = 'API'").fetchall()
    }
    assert "size" not in api, "what is not for sale as weights has no missing size"


@pytest.mark.parametrize("has_findings", [True, False])
def test_checks_that_do_not_hold_stand_on_the_page_and_in_the_data(
    world_snapshots: Path, tmp_path: Path, has_findings: bool
) -> None:
    findings = [sql.Finding(sql.Check("no stone is <soft>", "", "warn"), 7, {"stone": "chalk"})] if has_findings else []
    output = Output(tmp_path / "site")
    output.open()
    templates.make(made(world_snapshots), sql.views(), output, tmp_path / "scratch", Bar(), findings)
    output.close()
    page = (tmp_path / "site" / "coverage" / "index.html").read_text()
    data = (tmp_path / "site" / "data" / "page_findings.csv").read_text()
    assert ("No stone is &lt;soft&gt;" in page and "stone chalk" in page) is has_findings
    assert ("Every check of the data holds" in page) is not has_findings
    assert ("no stone is <soft>,warn,7,stone chalk" in data) is has_findings
