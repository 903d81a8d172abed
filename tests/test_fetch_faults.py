"""Faults of upstreams: how little a bad answer can do, and that every message says what failed and why."""

import json
from pathlib import Path

import pytest

from tests import world
from tests.conftest import Fetch, Taken, kept, sidecars
from tests.upstream import Fault, Upstream, sha256


@pytest.mark.parametrize(
    "fault",
    [
        Fault(world.PRICES, status=500, times=1),
        Fault(world.PRICES, status=429, times=1),
        Fault(world.PRICES, truncate=True, times=1),
    ],
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
    fetch: Fetch, taken: Taken, up: Upstream, folder: Path, fault: Fault, reason: str
) -> None:
    before = taken("models_dev")
    up.faults.append(fault)
    status, said = fetch(
        "models_dev", "model_facts", "--refresh", SHORTLIST_TIMEOUT=3, SHORTLIST_RETRIES=0 if fault.silent else 1
    )
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
def test_a_failing_hub_keeps_the_figures_and_says_what_failed(
    fetch: Fetch, taken: Taken, up: Upstream, folder: Path, fault: Fault
) -> None:
    before = taken("open_llm_leaderboard")
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
def test_an_answer_that_cannot_be_right_is_refused(
    fetch: Fetch, taken: Taken, up: Upstream, folder: Path, path: str, body: bytes, sentence: str
) -> None:
    source = {world.PRICES: "models_dev", world.SHAPES: "model_facts", world.EPOCH: "epoch"}[path]
    before = taken(source)
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


def test_a_shrunken_answer_is_refused_until_it_is_accepted(
    fetch: Fetch, taken: Taken, up: Upstream, folder: Path
) -> None:
    before = taken("open_llm_leaderboard")
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(world.open_rows()[:8])}
    status, said = fetch("open_llm_leaderboard")
    assert status == 1
    assert "104 result rows where there were 130" in said and "--accept-shrink" in said
    assert kept(folder) == before
    status, said = fetch("open_llm_leaderboard", "--accept-shrink")
    assert status == 0, said
    assert set(before) < set(kept(folder))
    assert [about["results"] for about in sidecars(folder, "open_llm_leaderboard")] == [130, 104]


def test_an_answer_a_little_shorter_is_no_alarm(fetch: Fetch, taken: Taken, up: Upstream, folder: Path) -> None:
    taken("open_llm_leaderboard")
    up.datasets[world.V2] = {"data/train-0.parquet": world.parquet(world.open_rows()[1:])}  # one of two runs of a model
    assert fetch("open_llm_leaderboard")[0] == 0
    assert [about["results"] for about in sidecars(folder, "open_llm_leaderboard")] == [130, 117]
