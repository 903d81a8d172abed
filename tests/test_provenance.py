"""Every figure says which bytes it came from: receipts of sources, what stands beside each download, and units."""

import gzip
import html
import json
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
import tomli_w

import sources
import sql
from sources._contract import SourceError
from templates._exports import LONG
from templates._receipts import Receipts
from tests import world
from tests.conftest import made

# Tables in which no figure comes from a source, and why.
NO_FIGURES = {
    "page_models_unlisted": "the letters under which page_unlisted is folded up",
    "page_methods_sql": "the code of this site's own views",
    "page_methods_checks": "the sentences that are checked",
    "page_methods_sql_links": "which of them reads which",
    "page_critical_values": "constants of the methods",
    "page_made_up_board": "scores made up to show a method",
    "page_findings": "rows of this site's own tables that break a check",
}
HANDMADE = ("catalogue", "fine_tuning_index", "llm_stats", "lora_land", "private")  # entered by a person, never fetched
COMMIT = "4697a12130a3ff701157025b266edc61c6646f78"


def receipt(snapshots: Path, source: str = "arena") -> tuple[str, bool]:
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=snapshots)
    sql.create(con, wanted=["mart_receipts"])
    found = con.execute("select revision, via_mirror from mart_receipts where source = ?", [source]).fetchall()
    return (found[0][0], found[0][1])


@pytest.mark.parametrize("key", ["revision", "mirror_revision"])
def test_a_mirrors_commit_is_never_taken_for_the_hubs(world_snapshots: Path, tmp_path: Path, key: str) -> None:
    (sidecar,) = (world_snapshots / "arena").glob("*.toml")
    about = sources.toml(sidecar)
    checksums = [file["sha256"] for file in about["files"]]
    for file in about["files"]:
        file.pop("mirror_revision")
        file[key] = COMMIT
    copied = tmp_path / "arena"
    copied.mkdir()
    for path in (world_snapshots / "arena").glob("*.parquet"):
        (copied / path.name).write_bytes(path.read_bytes())
    (copied / sidecar.name).write_text(tomli_w.dumps(about))
    assert receipt(tmp_path) == (" ".join(sorted(f"sha256:{one}" for one in checksums)), True)
    about["via_mirror"] = False
    (copied / sidecar.name).write_text(tomli_w.dumps(about))
    assert receipt(tmp_path)[0] == (COMMIT if key == "revision" else " ".join(sorted(f"sha256:{c}" for c in checksums)))


def test_a_commit_and_a_checksum_are_told_apart_and_lead_to_the_whole_of_them() -> None:
    lines = Receipts([], "../")
    assert lines.state("arena", COMMIT) == '<a href="../sources/#arena">revision 4697a12</a>'
    assert lines.state("epoch", "sha256:bdc6ecaa") == '<a href="../sources/#epoch">SHA-256 bdc6eca…</a>'
    assert "SHA-256 30ff254… and of 2 more files<" in lines.state("arena", "sha256:30ff254e sha256:6ba9 sha256:961d")


def test_what_a_person_entered_has_no_day_of_reading(shipped: duckdb.DuckDBPyConnection, world_site: Path) -> None:
    found = shipped.execute("select source, retrieved_on, entered_on from mart_receipts where retrieved_on is null")
    assert sorted(found.fetchall()) == [
        ("catalogue", None, None), ("fine_tuning_index", None, date(2026, 11, 25)),
        ("llm_stats", None, date(2026, 11, 24)), ("lora_land", None, date(2026, 11, 25)), ("private", None, None),
    ]  # fmt: skip
    seen = "".join(re.sub(r"<[^>]+>", "", path.read_text()) for path in world_site.rglob("*.html"))
    assert "Stopwatch, data: CC BY 4.0, entered 24 November 2026." in seen
    assert "Reviewed by hand, for this site; address not recorded." in seen
    assert not re.search(r"(?:Reviewed by hand|Stopwatch)[^.]*, read ", seen)


def test_speeds_without_a_day_of_entry_are_refused(tmp_path: Path) -> None:
    from sources._speeds import load

    text = (world.CATALOG / "speeds" / "cheap.toml").read_text()
    (tmp_path / "cheap.toml").write_text(re.sub("entered = .*\n", "", text))
    with pytest.raises(SourceError, match=r"cheap.toml: the key 'entered' is missing"):
        load(sql.connect(), tmp_path)


VIEWS = [view.name for view in sql.views() if view.name.startswith("page_")]


@pytest.mark.parametrize("view", VIEWS)
def test_every_row_of_a_table_names_the_sources_of_its_figures(shipped: duckdb.DuckDBPyConnection, view: str) -> None:
    columns = {row[0] for row in shipped.execute(f"describe {view}").fetchall()}
    assert ({"source", "sources"} & columns != set()) == (view not in NO_FIGURES)
    nameless = {"source": "source is null", "sources": "sources is null or len(sources) = 0"}
    for column in columns & set(nameless):
        assert shipped.execute(f"select count(*) from {view} where {nameless[column]}").fetchall() == [(0,)]
    if view not in NO_FIGURES and columns & {"score", "leader_score", "best_score"}:
        assert columns & {"relationship", "relationships"}, "who measured it"


def test_beside_every_table_stands_what_it_holds_and_where_it_is_from(site: Path) -> None:
    listed = json.loads((site / "data" / "index.json").read_text())
    assert {one["table_name"] for one in listed} == {*VIEWS, "page_findings"}
    for one in listed:
        about = json.loads((site / one["metadata"]).read_text())
        assert (about["table"], about["rows"]) == (one["table_name"], one["n_rows"])
        assert about["columns"] == one["columns"]
        assert [source["source"] for source in about["sources"]] == one["sources"]
        embedded = duckdb.sql(f"select decode(value) from parquet_kv_metadata('{site / one['parquet']}')").fetchall()
        assert json.loads(embedded[0][0]) == about, one["table_name"]
        table = duckdb.read_parquet(str(site / one["parquet"]))
        assert table.columns == [column["name"] for column in about["columns"]]
        if one["table_name"] not in NO_FIGURES:
            column = "unnest(sources)" if "sources" in table.columns else "source"
            ids = {row[0] for row in table.select(column).distinct().fetchall()}
            assert ids <= set(one["sources"]), one["table_name"]
        for source in about["sources"]:
            assert source["name"] and source["publisher"] and source["license"]
            assert source["retrieved_on"] or source["source"] in HANDMADE
            assert source["revision"] or not source["retrieved_on"]


def test_a_long_table_is_packed_the_same_at_any_time(site: Path) -> None:
    for one in json.loads((site / "data" / "index.json").read_text()):
        is_long = one["n_rows"] > LONG
        assert one["csv"].endswith(".csv.gz" if is_long else ".csv") and (one["json"] is None) == is_long
        if is_long:
            body = (site / one["csv"]).read_bytes()
            assert body[4:8] == bytes(4), "the time of packing would differ from build to build"
            assert gzip.decompress(body).count(b"\n") > one["n_rows"]
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 300e6


def test_no_page_shows_markup_as_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not re.search(r"&lt;/?[a-z]+[ &]", path.read_text(encoding="utf-8")), path


def text(path: Path) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))).split())


def test_a_score_that_is_no_share_of_points_says_its_unit(site: Path) -> None:
    rows = duckdb.sql(
        f"select model_id, benchmark_name, unit from '{site}/data/page_model_scores.parquet' "
        "where unit not in ('points', 'elo') order by all"
    ).fetchall()
    assert {unit for *_, unit in rows} == {"minutes", "out of 10"}
    for model_id, name, unit in rows:
        beside = text(site / "models" / model_id / "index.html").split(name)[1:]
        assert all(re.match(rf"[^.]*?\d+\.\d( \[[\d., ]+\])? {unit}", part) for part in beside), (model_id, name)
    assert re.search(
        r"Best and median [\d,]+\.\d minutes", text(site / "benchmarks" / "metr-time-horizons" / "index.html")
    )


def test_a_page_says_how_many_offers_it_leaves_to_the_download(site: Path) -> None:
    (model_id, n), *_ = duckdb.sql(
        f"select model_id, count(*) as n from '{site}/data/page_model_offers.parquet' group by all order by n desc, 1"
    ).fetchall()
    assert n > 12
    assert f"then the cheapest: 12 of {n}, all of them as data" in text(site / "models" / model_id / "index.html")


def test_active_parameters_and_other_facts_are_credited_to_who_states_them(shipped: duckdb.DuckDBPyConnection) -> None:
    for fact in ("parameters_active", "architecture", "gated"):
        # What is worked out from a source's shape is said by nobody, and says so.
        stated = "not is_active_worked_out" if fact == "parameters_active" else "true"
        wrong = f"""
            select model_id from mart_models
            where {fact} is not null and {stated} and not exists (
                select 1 from stg_facts as said
                where said.model_id = mart_models.model_id and said.source = {fact}_source
                    and said.{fact} = mart_models.{fact}
            )
        """
        assert shipped.execute(wrong).fetchall() == []


def test_the_world_holds_every_kind_of_receipt(world_snapshots: Path) -> None:
    con = made(world_snapshots)
    kinds = "select count(*) filter (where via_mirror), count(entered_on), count(*) from mart_receipts"
    mirrored, entered, n = con.execute(kinds).fetchall()[0]
    assert mirrored and entered and mirrored + entered < n
