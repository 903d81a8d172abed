"""`build.py models`: what a name stands for and who decided it, and which names stand for nothing yet."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

EXPLAINED = {"name", "source", "model_id", "setting", "decided_by", "why", "candidates"}
UNMATCHED = {"source", "name", "n_scores", "n_offers", "candidates"}
CANDIDATE = {"model_id", "reason"}


def answered(run: Run, *arguments: object, **kwargs: object) -> list[dict[str, Any]]:
    """The rows of a `models … --json`, of which nothing else is printed."""
    done = run("models", *arguments, "--json", **kwargs)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def refused(run: Run, *arguments: object, **kwargs: object) -> str:
    """The one sentence with which wrong words are refused."""
    done = run("models", *arguments, **kwargs)
    assert done.returncode == 2, done.stdout
    assert done.stdout == "" and "Traceback" not in done.stderr
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    return sentence


def printed(run: Run, *arguments: object, **kwargs: object) -> str:
    """What a person reads."""
    done = run("models", *arguments, **kwargs)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("command", ["explain", "unmatched"])
def test_each_command_shows_how_it_is_used(run: Run, command: str) -> None:
    text = printed(run, command, "--help")
    assert text.startswith(f"Usage: build.py models {command}")
    assert text.count(f"build.py models {command}") >= 2, "no example"
    assert "--source" in text and "--json" in text


def test_a_name_is_explained_with_the_model_the_setting_and_what_decided(run: Run, checkout: Path) -> None:
    names = ["birch-3b-chat", "acorn-large-thinking", "oak-7b-instruct", "mystery-x"]
    found = answered(run, "explain", *names, "--source", "arena", root=checkout)
    assert [set(one) for one in found] == [EXPLAINED] * 4
    assert [(one["name"], one["source"]) for one in found] == [(name, "arena") for name in names]
    assert [(one["model_id"], one["setting"] or "") for one in found] == [
        ("birch-labs/birch-3b-it", ""),
        ("acorn/acorn-large", "thinking"),
        ("acorn-ai/oak-7b-instruct", ""),
        (None, ""),
    ]
    assert "alias" in found[0]["decided_by"]
    assert all(one["decided_by"] for one in found[:3])


def test_a_name_that_somebody_types_needs_no_source(run: Run, checkout: Path) -> None:
    found = answered(run, "explain", "acorn-ai/Oak-7B-Instruct", "ACORN-AI/OAK-70B", "Oak 9000B", root=checkout)
    assert [(one["source"], one["model_id"]) for one in found] == [
        (None, "acorn-ai/oak-7b-instruct"),
        (None, "acorn-ai/oak-70b"),
        (None, None),
    ]


def test_every_name_is_answered_in_its_turn_however_strange(run: Run, checkout: Path) -> None:
    names = [
        "mystery-x",
        "",
        "o'neil; drop table raw_result",
        "100%",
        "🦙",
        "a/b/c",
        "~x/y:free",
        "mystery-x",
        "x" * 500,
    ]
    found = answered(run, "explain", *names, root=checkout)
    assert [one["name"] for one in found] == names
    assert {one["model_id"] for one in found} == {None}


def test_a_person_reads_the_name_the_model_and_what_decided(run: Run, checkout: Path) -> None:
    asked = ["explain", "birch-3b-chat", "mystery-x", "--source", "arena"]
    (alias, nothing) = answered(run, *asked, root=checkout)
    text = printed(run, *asked, root=checkout)
    for part in ("birch-3b-chat", "birch-labs/birch-3b-it", alias["why"], "mystery-x", nothing["why"]):
        assert part in text
    assert "None" not in text and "null" not in text and "{" not in text
    assert nothing["model_id"] is None


def test_explaining_nothing_is_refused(run: Run) -> None:
    assert "Missing argument" in refused(run, "explain")


@pytest.mark.parametrize("command", [["explain", "gpt-4"], ["unmatched"]], ids=lambda words: words[0])
def test_an_unknown_source_is_refused_and_the_known_ones_are_named(
    run: Run, checkout: Path, command: list[str]
) -> None:
    sentence = refused(run, *command, "--source", "lmsys", root=checkout)
    assert "no source is called 'lmsys'" in sentence
    assert "arena" in sentence and "epoch" in sentence


def test_what_stands_for_nothing_is_listed_with_what_it_would_add(run: Run, checkout: Path) -> None:
    found = answered(run, "unmatched", root=checkout)
    assert [(one["source"], one["name"]) for one in found] == [
        ("arena", "mystery-x"),
        ("openrouter", "openrouter/auto"),
    ]
    assert set(found[0]) == UNMATCHED
    assert found[0]["n_scores"] > 0 and found[0]["n_offers"] == 0
    text = printed(run, "unmatched", root=checkout)
    assert "mystery-x" in text and str(found[0]["n_scores"]) in text


def test_a_source_of_which_every_name_is_known_lists_nothing_and_says_so(run: Run, checkout: Path) -> None:
    assert answered(run, "unmatched", "--source", "epoch", root=checkout) == []
    assert printed(run, "unmatched", "--source", "epoch", root=checkout).strip()


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_a_limit_is_a_number_of_rows(run: Run, checkout: Path, limit: str) -> None:
    assert "--limit" in refused(run, "unmatched", "--limit", limit, root=checkout)


@pytest.fixture(scope="module")
def shipped_unmatched(run: Run) -> list[dict[str, Any]]:
    return answered(run, "unmatched", "--limit", 200)


def test_what_would_add_most_comes_first(shipped_unmatched: list[dict[str, Any]]) -> None:
    assert 0 < len(shipped_unmatched) <= 200
    worth = [(-one["n_scores"], -one["n_offers"]) for one in shipped_unmatched]
    assert worth == sorted(worth)
    assert worth[-1] < (0, 1)
    rows = [(one["source"], one["name"]) for one in shipped_unmatched]
    assert len(set(rows)) == len(rows)


def test_every_candidate_is_shown_with_the_reason_it_was_not_taken(shipped_unmatched: list[dict[str, Any]]) -> None:
    candidates = [candidate for one in shipped_unmatched for candidate in one["candidates"]]
    assert candidates
    assert [one for one in candidates if set(one) != CANDIDATE or not one["model_id"] or not one["reason"]] == []
    for one in shipped_unmatched:
        ids = [candidate["model_id"] for candidate in one["candidates"]]
        assert len(set(ids)) == len(ids), one["name"]


def test_what_is_unmatched_is_explained_by_nothing(run: Run, shipped_unmatched: list[dict[str, Any]]) -> None:
    source = shipped_unmatched[0]["source"]
    names = [one["name"] for one in shipped_unmatched if one["source"] == source][:20]
    assert {one["model_id"] for one in answered(run, "explain", *names, "--source", source)} == {None}


def test_a_limit_and_a_source_choose_from_the_same_list(run: Run, shipped_unmatched: list[dict[str, Any]]) -> None:
    source = shipped_unmatched[0]["source"]
    expected = [one for one in shipped_unmatched if one["source"] == source][:3]
    assert answered(run, "unmatched", "--source", source, "--limit", 3) == expected


def test_a_name_that_is_no_text_is_refused_and_one_of_two_lines_stays_one_line(run: Run) -> None:
    done = run("models", "explain", b"\xff\xfe".decode(errors="surrogateescape"))
    assert done.returncode == 2 and "is not UTF-8" in done.stderr
    done = run("models", "explain", "gpt-4.1\n")
    assert done.stdout.startswith(r"'gpt-4.1\n': openai/gpt-4.1: there is only one build of it")
    assert len(done.stdout.splitlines()) == 1
