"""What the Hub is asked about the models our lists name, what becomes of its answers, and what a page says of it."""

import json
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from sources import hub_models
from sources._contract import ModelFact
from tests import world
from tests.conftest import Fetch, kept
from tests.upstream import Fault, Upstream

ASKED = "^api/models/"
NO_LOGIN = {"X-Error-Code": "RepoNotFound"}  # so the Hub answers, with 401, those it does not know
OAK, LARGE, BIRCH = "acorn-ai/Oak-7B-Instruct", "acorn-ai/Oak-70B", "birch-labs/Birch-3B"


@pytest.fixture
def board(fetch: Fetch) -> None:
    """Figures that name models, of two sources."""
    assert fetch("open_llm_leaderboard", "model_facts")[0] == 0


def facts(folder: Path) -> dict[str, tuple]:
    path = f"{folder}/hub_models/*.model_fact.parquet"
    rows = duckdb.sql(f"select model, hub_id, license, gated, card from read_parquet('{path}')").fetchall()
    return {model: tuple(rest) for model, *rest in rows}


def test_the_hub_is_asked_about_the_models_that_lists_name_and_about_no_other(
    board: None, fetch: Fetch, up: Upstream, folder: Path
) -> None:
    status, said = fetch("hub_models")
    assert status == 0, said
    asked = {request.path.removeprefix("api/models/") for request in up.asked(ASKED)}
    assert asked >= {OAK, LARGE, BIRCH, "someone/Oak-7B-Tuned", "birch-labs/Birch-3B-it"}
    assert not asked & {"someone/Oak-Birch-merge", "someone/Oak-7B-lora", "gone/Flagged-8B", "gated/Locked-8B"}
    assert all(request.headers["user-agent"].startswith("shortlist") for request in up.asked(ASKED))
    assert facts(folder) == {
        OAK: (OAK, "other", "manual", ["license", "license_link", "license_name"]),
        LARGE: (LARGE, "apache-2.0", None, ["datasets", "language", "license", "model-index", "pipeline_tag"]),
        BIRCH: (f"{BIRCH}-v1", "apache-2.0", None, ["license"]),
    }


def test_the_hub_is_asked_after_the_sources_that_name_its_models(fetch: Fetch, up: Upstream) -> None:
    status, said = fetch("hub_models", "open_llm_leaderboard")
    assert status == 0, said
    assert said.index("open_llm_leaderboard:") < said.index("hub_models:")
    assert up.asked(ASKED)


def test_nothing_to_ask_about_is_said(fetch: Fetch) -> None:
    status, said = fetch("hub_models")
    assert status == 1
    assert "hub_models: " in said and "no such folder" in said


def test_equal_answers_write_nothing_and_another_licence_does(
    board: None, fetch: Fetch, up: Upstream, folder: Path
) -> None:
    fetch("hub_models")
    first = kept(folder)
    up.models[LARGE] = {"cardData": {**up.models[LARGE]["cardData"], "language": ["en", "fr"]}}  # type: ignore[index]
    status, said = fetch("hub_models")
    assert (status, kept(folder)) == (0, first) and "the same figures as before" in said
    up.models[LARGE] = {"cardData": {"license": "mit"}}
    status, said = fetch("hub_models")
    assert status == 0 and "written   hub_models" in said
    assert set(first) < set(kept(folder))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(ASKED, status=500, times=1),
        Fault(ASKED, status=429, times=1),
        Fault(ASKED, status=429, headers={"RateLimit": '"api";r=0;t=1'}, times=1),
        Fault(ASKED, truncate=True, times=1),
    ],
    ids=["a 500", "a 429", "a 429 that names its quota", "half an answer"],
)
def test_a_passing_fault_is_tried_again(board: None, fetch: Fetch, up: Upstream, folder: Path, fault: Fault) -> None:
    up.faults.append(fault)
    status, said = fetch("hub_models")
    assert status == 0, said
    assert fault.times == 0 and len(facts(folder)) == 3


def test_a_repository_that_wants_a_login_is_as_if_gone(board: None, fetch: Fetch, up: Upstream, folder: Path) -> None:
    up.faults.append(Fault(f"{ASKED}{LARGE}", status=401, headers=NO_LOGIN))
    status, said = fetch("hub_models", "--refresh")
    assert status == 0, said
    assert set(facts(folder)) == {OAK, BIRCH}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault(ASKED, status=500), "no answer"),
        (Fault(ASKED, status=401, headers=NO_LOGIN), "look whether it asks for a login"),
    ],
    ids=["it fails", "it lets nobody in"],
)
def test_a_failing_hub_fails_this_source_only(
    board: None, fetch: Fetch, up: Upstream, folder: Path, fault: Fault, sentence: str
) -> None:
    fetch("hub_models")
    before = kept(folder)
    up.faults.append(fault)
    up.files[world.SHAPES] = json.dumps([*world.shapes()[:-1], {**world.shapes()[-1], "license": "mit"}]).encode()
    status, said = fetch("hub_models", "model_facts", SHORTLIST_RETRIES=0)
    assert status == 1 and sentence in said
    assert "hub_models failed" in said and "written   model_facts" in said
    assert {path: body for path, body in kept(folder).items() if path in before} == before


def told(tmp_path: Path, **about: object) -> ModelFact | None:
    """The fact that one answer makes: the Hub's own, of a repository without a card, unless told otherwise."""
    usual = {"asked": "a/b", "found": True, "id": "a/b", "sha": "c0ffee", "gated": False, "card": {}}
    (tmp_path / "lines").write_text(json.dumps(usual | {"via_mirror": False} | about) + "\n")
    return next(iter(hub_models.parse(tmp_path / "lines")), None)


def test_what_the_hub_does_not_have_is_gone_and_what_a_mirror_does_not_have_is_unknown(tmp_path: Path) -> None:
    assert told(tmp_path, found=False) == ModelFact(model="a/b", is_available=False)
    assert told(tmp_path, found=False, via_mirror=True) is None


@pytest.mark.parametrize(
    ("gated", "via_mirror", "fact"),
    [
        (False, False, "no"),
        ("auto", False, "auto"),
        (None, False, None),
        (False, True, None),
        ("manual", True, "manual"),
    ],
)
def test_not_gated_is_told_from_not_asked(tmp_path: Path, gated: object, via_mirror: bool, fact: str | None) -> None:
    found = told(tmp_path, gated=gated, via_mirror=via_mirror)
    assert found is not None and found.gated == fact


def test_a_card_that_was_written_by_hand_is_read_as_far_as_it_is_clear(tmp_path: Path) -> None:
    card = {"license": ["mit"], "base_model": ["a/c", "a/d"], "language": "", "datasets": [], "tags": ["x"]}
    found = told(tmp_path, card=card)
    assert found is not None
    assert (found.license, found.base_model, found.revision) == ("mit", None, "c0ffee")
    assert found.card == ["base_model", "license", "tags"]


def test_missing_parts_are_named_only_where_the_hub_itself_was_asked(world_snapshots: Path) -> None:
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
    con.execute("update raw_snapshot set via_mirror = false where source = 'hub_models'")
    sql.create(con)
    cards = con.execute(
        "select model_id, stated, missing, renamed_to, gated from page_model_cards where state = 'asked'"
    ).fetchall()
    every = ["licence", "languages", "training data", "evaluation", "task"]
    assert {model_id: tuple(rest) for model_id, *rest in cards} == {
        OAK.lower(): (["licence"], every[1:], None, "manual"),
        LARGE.lower(): (every, None, None, None),
        BIRCH.lower(): (["licence"], every[1:], f"{BIRCH}-v1", None),
    }


def cards(con: duckdb.DuckDBPyConnection) -> dict[str, tuple]:
    rows = con.execute("select model_id, state, stated, missing, untold, told_by from page_model_cards").fetchall()
    return {model_id: tuple(rest) for model_id, *rest in rows}


def test_what_a_mirror_does_not_tell_is_not_known_and_what_others_read_is_told(
    world_con: duckdb.DuckDBPyConnection,
) -> None:
    found = cards(world_con)
    rest = ["training data", "evaluation", "base model"]
    assert found[OAK.lower()] == (
        "told by a mirror", ["licence", "languages", "task"], None, rest,
        ["hub_models", "model_facts", "open_llm_leaderboard"],
    )  # fmt: skip
    assert found["birch-labs/birch-3b-it"] == (
        "unknown to the mirror", ["licence"], None, ["languages", *rest, "task"],
        ["model_facts", "open_llm_leaderboard"],
    )  # fmt: skip


def test_every_model_of_the_lists_has_a_card_that_says_whether_the_hub_was_asked(world_snapshots: Path) -> None:
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
    con.execute("delete from raw_model_fact where source = 'hub_models' and model = ?", [LARGE])
    con.execute("update raw_snapshot set via_mirror = false where source = 'hub_models'")
    sql.create(con)
    found = cards(con)
    assert con.execute("select count(*) from mart_shortlisted anti join page_model_cards using (model_id)").fetchall()[
        0
    ] == (0,)
    assert found[LARGE.lower()][0] == "not asked yet" and found[LARGE.lower()][2] is None
    # The Hub's own answer stands alone: what llmfit once read is not in the card any more.
    assert found[OAK.lower()][:2] == ("asked", ["licence"])
    assert "languages" in found[OAK.lower()][2] and found[OAK.lower()][4] == ["hub_models"]


def test_every_shipped_model_of_the_lists_has_a_card(shipped: duckdb.DuckDBPyConnection) -> None:
    lost = "select model_id from mart_shortlisted anti join page_model_cards using (model_id)"
    assert shipped.execute(lost).fetchall() == []
    told = "select count(*) from page_model_cards where is_via_mirror and missing is not null"
    assert shipped.execute(told).fetchall() == [(0,)]


def test_a_repository_that_is_gone_leaves_the_lists_and_is_still_asked_about(world_snapshots: Path) -> None:
    con = sql.connect()
    sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
    con.execute("update raw_model_fact set is_available = false where source = 'hub_models' and model = ?", [LARGE])
    sql.create(con)
    listed = con.execute("select is_listed, unlisted_reason from mart_models where hub_id = ?", [LARGE]).fetchall()
    assert listed == [(False, "its repository was no longer available when it was last looked up")]
    assert con.execute("select count(*) from mart_shortlisted where hub_id = ?", [LARGE]).fetchall() == [(1,)]


def test_a_page_says_what_the_card_states_that_a_mirror_told_it_and_that_gating_is_not_known(world_site: Path) -> None:
    page = (world_site / "models" / OAK.lower() / "index.html").read_text()
    assert "Its metadata states: licence, languages, task (told by " in page and "Missing there" not in page
    assert "Not told by the mirror, and so not known:</strong> training data, evaluation, base model." in page
    assert "which may hold less than the Hub" in page and "no field in it" in page
    unknown = (world_site / "models" / "birch-labs" / "birch-3b-it" / "index.html").read_text()
    assert "The mirror that was asked in place of the Hub did not know it. Its metadata states: licence" in unknown
    assert "not known whether its repository is gated" in page
    assert "Model card" not in (world_site / "models" / "acorn" / "acorn-large" / "index.html").read_text()
