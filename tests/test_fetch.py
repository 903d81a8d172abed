"""Fetching, against upstreams on loopback: what is written, what is asked, and what is said of it."""

import json
from pathlib import Path

import duckdb

import sources
from tests import world
from tests.conftest import Fetch, kept, sidecars
from tests.upstream import Upstream, sha256


def rows(folder: Path, source: str, kind: str) -> list[tuple]:
    return duckdb.sql(f"select * from read_parquet('{folder}/{source}/*.{kind}.parquet')").fetchall()


def test_a_first_fetch_writes_every_source_and_a_second_writes_nothing(fetch: Fetch, folder: Path) -> None:
    status, said = fetch()
    assert status == 0, said
    first = kept(folder)
    assert {path.split("/")[0] for path in first} == set(world.SOURCES)
    assert [said.count(f"written   {source}:") for source in world.SOURCES] == [1] * len(world.SOURCES)
    status, said = fetch()
    assert (status, kept(folder)) == (0, first)
    assert [said.count(f"unchanged {source}:") for source in world.SOURCES] == [1] * len(world.SOURCES)


def test_what_the_shipped_sources_are_called_is_what_the_world_stands_in_for() -> None:
    assert tuple(sources.modules()) == world.SOURCES


def test_the_second_time_an_upstream_is_asked_only_for_what_has_changed(fetch: Fetch, up: Upstream) -> None:
    fetch()
    up.requests.clear()
    fetch()
    for path, body in world.files().items():
        (request,) = up.asked(f"^{path}$")
        assert request.headers["If-None-Match"] == f'"{sha256(body)}"'
        assert request.status == 304
    assert not up.asked("resolve"), "the Hub's files were asked for again at an unchanged revision"


def test_refresh_asks_for_everything_again_and_still_writes_nothing_for_equal_figures(
    fetch: Fetch, up: Upstream, folder: Path
) -> None:
    fetch("models_dev", "open_llm_leaderboard")
    first = kept(folder)
    up.requests.clear()
    status, said = fetch("models_dev", "open_llm_leaderboard", "--refresh")
    assert (status, kept(folder), said.count("the same figures as before")) == (0, first, 2)
    assert [r.status for r in up.asked("api.json")] == [200]
    assert up.asked("^cdn/")


def test_equal_figures_in_other_bytes_are_no_change(fetch: Fetch, up: Upstream, folder: Path) -> None:
    fetch("models_dev")
    first = kept(folder)
    up.files[world.PRICES] = json.dumps(dict(reversed(world.prices().items())), indent=3).encode()
    assert fetch("models_dev")[0] == 0
    assert kept(folder) == first


def test_a_second_change_on_one_day_is_a_snapshot_of_its_own(fetch: Fetch, up: Upstream, folder: Path) -> None:
    fetch("models_dev")
    first = kept(folder)
    dearer = world.prices()
    dearer["acorn"]["models"]["acorn-large"]["cost"]["input"] = 4
    up.files[world.PRICES] = json.dumps(dearer).encode()
    status, said = fetch("models_dev")
    assert status == 0 and "written" in said
    second = kept(folder)
    assert {path: second[path] for path in first} == first
    assert len(sidecars(folder, "models_dev")) == 2
    con = duckdb.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=folder)
    prices = con.execute("select price_in from raw_offer where model = 'acorn-large'").fetchall()
    assert prices == [(4.0,)], "loading takes the newest snapshot and no other"


def test_the_tenth_snapshot_of_a_day_is_newer_than_the_ninth(tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    for stem in ("2026-01-01", "2026-01-02", *(f"2026-01-02-{n}" for n in range(2, 11))):
        (tmp_path / "some" / f"{stem}.toml").write_text("")
    newest = sources.newest("some", tmp_path)
    assert newest is not None and newest.stem == "2026-01-02-10"


def test_the_sidecar_says_where_the_figures_came_from(fetch: Fetch, up: Upstream, folder: Path) -> None:
    fetch("epoch", "open_llm_leaderboard")
    (epoch,), (board,) = sidecars(folder, "epoch"), sidecars(folder, "open_llm_leaderboard")
    body = world.files()[world.EPOCH]
    assert epoch["files"] == [
        {"url": f"https://{world.EPOCH}", "etag": f'"{sha256(body)}"', "bytes": len(body), "sha256": sha256(body)}
    ]
    assert epoch["license"] == "CC BY 4.0" and epoch["license_url"].startswith("https://creativecommons.org/")
    assert epoch["via_mirror"] is True and "mirror" in epoch["note"]
    assert epoch["results"] == len(rows(folder, "epoch", "result")) == len(world.RUNS)
    assert epoch["retrieved_at"].utcoffset() is not None
    (file,) = board["files"]
    assert "revision" not in file and file["mirror_revision"] == up.revision(world.V2), "its commits are not the Hub's"
    assert file["sha256"] == sha256(*world.datasets()[world.V2].values())
    assert board["results"] == len(world.OPEN) * 13


def test_every_request_says_who_asks(fetch: Fetch, up: Upstream) -> None:
    fetch("models_dev", "open_llm_leaderboard")
    assert len(up.requests) >= 4
    strangers = {
        (r.path, agent)
        for r in up.requests
        if not (agent := r.headers.get("User-Agent", r.headers.get("user-agent", ""))).startswith("shortlist")
    }
    assert not strangers
    assert "https://" in up.asked("api.json")[0].headers["User-Agent"], "an address tells whom to write to"


def test_one_changed_file_of_several_is_parsed_with_the_others(
    fetch: Fetch, up: Upstream, folder: Path, tmp_path: Path
) -> None:
    fetch("arena")
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.unlink()
    votes = world.votes("2026-07-07", 2)
    up.datasets[world.ARENA]["text/latest-00000-of-00001.parquet"] = world.parquet(votes)
    status, said = fetch("arena")
    assert status == 0, said
    assert [about["upstream_on"].isoformat() for about in sidecars(folder, "arena")] == ["2026-06-30", "2026-07-07"]
