"""Fetching, against upstreams on loopback: what is written, what is asked, and how little a bad answer can do."""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

import sources
from sources._contract import SourceError
from tests import world
from tests.upstream import Fault, Upstream, sha256

Fetch = Callable[..., tuple[int, str]]
Files = dict[str, bytes]
MODEST = {"SHORTLIST_RETRIES": 1, "SHORTLIST_TIMEOUT": 20}


@pytest.fixture
def up() -> Iterator[Upstream]:
    with Upstream(world.files(), world.datasets()) as upstream:
        yield upstream


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


@pytest.fixture
def fetch(run, up: Upstream, folder: Path, tmp_path: Path) -> Fetch:
    """Exit status and everything said by `build.py fetch`, which sees the stand-in as both Hub and mirror."""

    def fetched(*arguments: object, **environment: object) -> tuple[int, str]:
        ours = {"HF_ENDPOINT": up.url, "SHORTLIST_MIRROR": up.url, "SHORTLIST_CACHE": tmp_path / "cache", "HF_HOME": tmp_path / "hub"}
        done = run("fetch", *arguments, "--snapshots", folder, **(ours | MODEST | environment))
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return fetched


def kept(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def sidecars(folder: Path, source: str) -> list[dict]:
    return [tomllib.loads(path.read_text()) for path in sorted((folder / source).glob("*.toml"), key=lambda path: path.stem)]


def rows(folder: Path, source: str, kind: str) -> list[tuple]:
    return duckdb.sql(f"select * from read_parquet('{folder}/{source}/*.{kind}.parquet')").fetchall()


def test_a_first_fetch_writes_every_source_and_a_second_writes_nothing(fetch: Fetch, folder: Path) -> None:
    status, said = fetch()
    assert status == 0, said
    first = kept(folder)
    assert {path.split("/")[0] for path in first} == set(world.SOURCES)
    assert [said.count(f"written   {source}:") for source in world.SOURCES] == [1] * 6
    status, said = fetch()
    assert (status, kept(folder)) == (0, first)
    assert [said.count(f"unchanged {source}:") for source in world.SOURCES] == [1] * 6


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


def test_refresh_asks_for_everything_again_and_still_writes_nothing_for_equal_figures(fetch: Fetch, up: Upstream, folder: Path) -> None:
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
    assert file["revision"] == up.revision(world.V2)
    assert file["sha256"] == sha256(*world.datasets()[world.V2].values())
    assert board["results"] == len(world.OPEN) * 13


def test_every_request_says_who_asks(fetch: Fetch, up: Upstream) -> None:
    fetch("models_dev", "open_llm_leaderboard")
    assert len(up.requests) >= 4
    strangers = {(r.path, agent) for r in up.requests if not (agent := r.headers.get("User-Agent", r.headers.get("user-agent", ""))).startswith("shortlist")}
    assert not strangers
    assert "https://" in up.asked("api.json")[0].headers["User-Agent"], "an address tells whom to write to"


@pytest.mark.parametrize(
    "fault",
    [Fault(world.PRICES, status=500, times=1), Fault(world.PRICES, status=429, times=1), Fault(world.PRICES, truncate=True, times=1)],
    ids=["a 500", "a 429", "half a body"],
)
def test_a_passing_fault_is_tried_again(fetch: Fetch, up: Upstream, folder: Path, fault: Fault) -> None:
    up.faults.append(fault)
    status, said = fetch("models_dev")
    assert status == 0, said
    assert len(up.asked("api.json")) == 2
    assert sidecars(folder, "models_dev")[0]["files"][0]["sha256"] == sha256(world.files()[world.PRICES])


@pytest.mark.parametrize(
    "fault",
    [
        Fault("^api/datasets/", status=500, times=1),
        Fault("resolve", status=500, times=1),
        Fault("^cdn/", status=500, times=1),
        Fault("^cdn/", truncate=True, times=1),
        Fault("^api/datasets/", status=429, times=1),
    ],
    ids=["a 500 of the API", "a 500 of a file's address", "a 500 of the file", "half a file", "a 429 of the API"],
)
def test_a_passing_fault_of_the_hub_is_tried_again(fetch: Fetch, up: Upstream, folder: Path, fault: Fault) -> None:
    up.faults.append(fault)
    status, said = fetch("open_llm_leaderboard")
    assert status == 0, said
    assert fault.times == 0
    assert len(sidecars(folder, "open_llm_leaderboard")) == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(world.PRICES, status=500), "500"),
        (Fault(world.PRICES, status=429), "429"),
        (Fault(world.PRICES, status=404), "answered 404"),
        (Fault(world.PRICES, truncate=True), "models.dev"),
        (Fault(world.PRICES, silent=True), "timed out"),
    ],
    ids=["500", "429", "404", "half a body", "silence"],
)
def test_a_failing_source_keeps_its_figures_and_does_not_stop_the_others(
    fetch: Fetch, up: Upstream, folder: Path, fault: Fault, reason: str
) -> None:
    fetch("models_dev")
    before = kept(folder)
    up.faults.append(fault)
    status, said = fetch("models_dev", "model_facts", "--refresh", SHORTLIST_TIMEOUT=3, SHORTLIST_RETRIES=0 if fault.silent else 1)
    assert status == 1
    assert f"https://{world.PRICES}" in said and reason in said
    assert "models_dev failed" in said and "model_facts failed" not in said
    after = kept(folder)
    assert {path: after.get(path) for path in before} == before
    assert {path.split("/")[0] for path in set(after) - set(before)} == {"model_facts"}


@pytest.mark.parametrize(
    "fault",
    [
        Fault("^api/datasets/", status=503),
        Fault("^api/datasets/", silent=True),
        Fault("resolve", status=418),
        Fault("^cdn/", truncate=True),
    ],
    ids=["the API fails", "the API is silent", "a file's address fails", "half a file"],
)
def test_a_failing_hub_keeps_the_figures_and_says_what_failed(fetch: Fetch, up: Upstream, folder: Path, fault: Fault) -> None:
    fetch("open_llm_leaderboard")
    before = kept(folder)
    up.faults.append(fault)
    status, said = fetch("open_llm_leaderboard", "models_dev", "--refresh", SHORTLIST_RETRIES=0, SHORTLIST_TIMEOUT=3)
    assert status == 1
    assert world.V2 in said and "no answer" in said, said
    assert "moved or was renamed" not in said, "what cannot be reached has not moved"
    after = kept(folder)
    assert {path: after.get(path) for path in before} == before
    assert sidecars(folder, "models_dev")


def test_a_dataset_that_has_gone_is_said_to_have_gone(fetch: Fetch, up: Upstream) -> None:
    del up.datasets[world.V2]
    status, said = fetch("open_llm_leaderboard")
    assert status == 1
    assert f"{world.V2}: not on the Hub" in said


def test_a_body_that_is_not_what_the_hub_announced_is_refused(fetch: Fetch, up: Upstream, folder: Path) -> None:
    up.datasets[world.V2]["data/train-00001-of-00001.parquet"] = b"another"
    status, said = fetch("open_llm_leaderboard")
    assert status == 1 and "2 files match 'data/train-*.parquet'" in said
    assert kept(folder) == {}


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        (world.PRICES, b"{}", "the answer holds no row"),
        (world.PRICES, b"<html>busy</html>", "models_dev"),
        (world.PRICES, json.dumps({"acorn": {"name": "Acorn"}}).encode(), "models"),
        (world.SHAPES, b"[]", "the answer holds no row"),
        (world.EPOCH, b"not a zip", "zip"),
        (world.EPOCH, world.runs_zip(lost="mean_score"), "the column 'mean_score' is gone"),
        (world.EPOCH, world.runs_zip(lost="Model version"), "the column 'Model version' is gone"),
    ],
    ids=["no offers", "an error page", "a changed shape", "no models", "no archive", "a lost column", "no names"],
)
def test_an_answer_that_cannot_be_right_is_refused(fetch: Fetch, up: Upstream, folder: Path, path: str, body: bytes, sentence: str) -> None:
    source = {world.PRICES: "models_dev", world.SHAPES: "model_facts", world.EPOCH: "epoch"}[path]
    fetch(source)
    before = kept(folder)
    up.files[path] = body
    status, said = fetch(source)
    assert status == 1
    assert f"failed    {source}: " in said and sentence in said
    assert kept(folder) == before


def test_a_lost_column_of_a_board_is_named(fetch: Fetch, up: Upstream, folder: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "GPQA Raw"} for row in world.open_rows()]
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(rows)}
    status, said = fetch("open_llm_leaderboard")
    assert status == 1 and "GPQA Raw" in said
    assert kept(folder) == {}


def test_a_score_that_is_no_number_is_refused(fetch: Fetch, up: Upstream, folder: Path) -> None:
    rows = world.open_rows()
    rows[0]["GPQA"] = float("nan")
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(rows)}
    status, said = fetch("open_llm_leaderboard")
    assert status == 1 and "the score of acorn-ai/Oak-7B-Instruct on GPQA is None, not a number" in said
    assert kept(folder) == {}


def test_a_shrunken_answer_is_refused_until_it_is_accepted(fetch: Fetch, up: Upstream, folder: Path) -> None:
    fetch("open_llm_leaderboard")
    before = kept(folder)
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(world.open_rows()[:8])}
    status, said = fetch("open_llm_leaderboard")
    assert status == 1
    assert "104 result rows where there were 130" in said and "--accept-shrink" in said
    assert kept(folder) == before
    status, said = fetch("open_llm_leaderboard", "--accept-shrink")
    assert status == 0, said
    assert set(before) < set(kept(folder))
    assert [about["results"] for about in sidecars(folder, "open_llm_leaderboard")] == [130, 104]


def test_an_answer_a_little_shorter_is_no_alarm(fetch: Fetch, up: Upstream, folder: Path) -> None:
    fetch("open_llm_leaderboard")
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(world.open_rows()[1:])}  # one of two runs of a model
    assert fetch("open_llm_leaderboard")[0] == 0
    assert [about["results"] for about in sidecars(folder, "open_llm_leaderboard")] == [130, 117]


def test_one_changed_file_of_several_is_parsed_with_the_others(fetch: Fetch, up: Upstream, folder: Path, tmp_path: Path) -> None:
    fetch("arena")
    for path in (tmp_path / "cache").rglob("*"):
        path.unlink() if path.is_file() else None
    votes = world.votes("2026-07-07", 2)
    up.datasets[world.ARENA]["text/latest-00000-of-00001.parquet"] = world.parquet(votes)
    status, said = fetch("arena")
    assert status == 0, said
    assert [about["upstream_on"].isoformat() for about in sidecars(folder, "arena")] == ["2026-06-30", "2026-07-07"]


def test_an_unwritable_score_leaves_no_half_snapshot(tmp_path: Path) -> None:
    (tmp_path / "arena").mkdir()
    (tmp_path / "arena" / "2026-01-01.toml").write_text("results = 3\n")
    with pytest.raises(SourceError, match=r"2026-01-01\.result\.parquet: the sidecar names this file but it is missing"):
        sources.load(duckdb.connect(), catalog=world.CATALOG, snapshots=tmp_path)
