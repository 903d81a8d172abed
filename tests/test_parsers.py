"""Four leaderboards as their files give them, the faults of such files, and figures of the shipped ones."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sources import aider, bfcl, epoch, livebench, vectara_hallucination
from sources._contract import ModelFact, Result, SourceError
from tests.world.boards import calls, runs, summaries, tasks


def parsed(source: Any, body: bytes, folder: Path) -> Iterator[Result]:
    """What a source makes of a file."""
    path = folder / "file"
    path.write_bytes(body)
    return (row for row in source.parse(path) if not isinstance(row, ModelFact))


def listed(stem: str, *rows: dict[str, Any]) -> list[Result | ModelFact]:
    """What Epoch's source makes of rows of one of its files."""
    text = io.StringIO()
    table = epoch.TABLES[stem]
    writer = csv.DictWriter(text, list(dict.fromkeys(["Organization", "Release date", *rows[0]])))
    writer.writeheader()
    for row in rows:
        writer.writerow({"Organization": "Acorn", "Release date": "2026-02-03"} | row)
    return list(epoch._results(stem, table, text.getvalue(), set()))


def quizzed(*rows: tuple[str, float, str, str]) -> list[Result]:
    """Rows of ARC-AGI-2: model version, score, name and Epoch's number of the row."""
    keys = ("Model version", "Score", "Name", "id")
    found = listed("arc_agi_2_external", *(dict(zip(keys, row, strict=True)) for row in rows))
    return [row for row in found if isinstance(row, Result)]


def test_runs_of_another_effort_or_build_under_one_model_version_keep_their_own_names() -> None:
    found = quizzed(("oak-1", 0.4, "Oak 1 (High)", "r1"), ("oak-1", 0.2, "Oak 1 (Low)  ", "r2"))
    assert [(row.model, row.setup, row.score) for row in found] == [("Oak 1 (High)", "", 0.4), ("Oak 1 (Low)", "", 0.2)]


def test_a_figure_that_stands_twice_is_one_run_and_two_figures_of_one_name_are_two() -> None:
    assert [row.score for row in quizzed(("oak-1", 0.771, "Oak", "r1"), ("oak-1", 0.7708, "Oak 1", "r2"))] == [0.771]
    found = quizzed(("oak-1", 0.41, "", "r1"), ("oak-1", 0.37, "", "r2"))
    assert [(row.model, row.setup, row.score) for row in found] == [
        ("oak-1", "row r1", 0.41),
        ("oak-1", "row r2", 0.37),
    ]


def test_a_run_called_by_its_own_name_takes_no_release_date_from_another_model() -> None:
    rows = (
        {"Model version": "oak-1", "Score": score, "Name": name, "id": name} for score, name in ((1, "A"), (2, "B"))
    )
    facts = [row for row in listed("arc_agi_2_external", *rows) if isinstance(row, ModelFact)]
    assert [(row.model, row.organization, row.released_on) for row in facts] == [
        ("oak-1", "Acorn", date(2026, 2, 3)),
        ("A", "Acorn", None),
        ("B", "Acorn", None),
    ]


def test_an_agent_s_maker_measured_its_runs() -> None:
    row = {"Model version": "oak-1", "Accuracy mean": 0.5, "Agent": " Oak CLI ", "Agent Org": " Acorn "}
    (found,) = (one for one in listed("terminalbench_external", row) if isinstance(one, Result))
    assert (found.setup, found.measured_by) == ("Oak CLI", "Acorn")


def test_a_cell_that_is_empty_is_missing_and_a_row_of_another_width_is_left_out(tmp_path: Path) -> None:
    found = list(parsed(livebench, tasks("birch-3b-it,50.0", "oak-70b,1.0,2.0,3.0"), tmp_path))
    assert [(row.model, row.benchmark, row.score) for row in found] == [
        ("acorn-large-high-effort", "typos", 80.0),
        ("acorn-large-high-effort", "spatial", 62.0),
        ("oak-7b-instruct", "typos", 20.0),
    ]
    assert {row.dated for row in found} == {livebench.RELEASE}


def test_a_run_is_the_published_share_of_all_exercises_and_a_cost_of_nothing_is_missing(tmp_path: Path) -> None:
    found = {row.metric: row for row in parsed(aider, runs(), tmp_path)}
    assert (found["pass_rate_2"].score, found["pass_rate_1"].score) == (40.0, 26.7)
    assert found["pass_rate_2"].n == 225
    assert found["pass_rate_2"].setup == "diff edits"
    assert {name: row.score for name, row in found.items() if row.n is None} == {
        "cost_usd": 1.25,
        "seconds_per_case": 30.5,
        "well_formed_percent": 98.2,
    }
    assert "cost_usd" not in {row.metric for row in parsed(aider, runs(total_cost=0.0), tmp_path)}


def test_of_two_runs_of_one_model_setup_and_day_the_better_is_kept(tmp_path: Path) -> None:
    body = runs() + runs(pass_rate_2=44.0) + runs(edit_format="whole")
    found = [row for row in parsed(aider, body, tmp_path) if row.metric == "pass_rate_2"]
    assert sorted((row.setup, row.score) for row in found) == [("diff edits", 44.0), ("whole edits", 40.0)]


def test_a_percentage_is_read_with_its_sign_and_what_is_not_applicable_is_missing(tmp_path: Path) -> None:
    found = {(row.benchmark, row.metric): row for row in parsed(bfcl, calls(), tmp_path)}
    assert found["Overall Acc", "accuracy"].score == 77.0
    assert found["Overall Acc", "accuracy"].setup == "function calling"
    assert found["Overall Acc", "latency_p95_s"].score == 7.6
    assert ("Web Search Acc", "accuracy") not in found
    assert ("Overall Acc", "format_sensitivity_sd") not in found


@pytest.mark.parametrize(
    ("model", "setup"), [("a (FC)", "function calling"), ("a (Prompt + Thinking)", "prompt"), ("a", "not stated")]
)
def test_how_functions_were_offered_is_the_setup(tmp_path: Path, model: str, setup: str) -> None:
    assert {row.setup for row in parsed(bfcl, calls(Model=model), tmp_path)} == {setup}


def test_a_table_among_other_text_is_read_to_its_end(tmp_path: Path) -> None:
    found = {row.metric: row.score for row in parsed(vectara_hallucination, summaries(), tmp_path)}
    assert found == {
        "hallucination_rate": 3.3,
        "factual_consistency_rate": 96.7,
        "answer_rate": 99.5,
        "summary_words": 95.7,
    }


def test_a_table_is_found_wherever_it_stands_and_ends_with_its_last_line(tmp_path: Path) -> None:
    first, *table = summaries().decode().split("\n", 4)
    moved = "\n".join(
        [first, "|Another|of|five|columns|too|", "|---|---|---|---|---|", "|a|b|c|d|e|", *table, "|f|g|h|i|j|"]
    )
    found = list(parsed(vectara_hallucination, moved.encode(), tmp_path))
    assert {row.model for row in found} == {"acorn/acorn-large"}
    assert {row.dated for row in found} == {date(2026, 3, 10)}


def test_a_row_of_another_width_is_left_out_and_the_rest_of_its_table_is_not(tmp_path: Path) -> None:
    row = b"|acorn/acorn-large|3.3 %|"
    body = summaries().replace(row, b"|oak-70b|1.0 %|99.0 %|\n" + row)
    assert {row.model for row in parsed(vectara_hallucination, body, tmp_path)} == {"acorn/acorn-large"}


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (livebench, tasks().splitlines()[0]),
        (aider, b"[]"),
        (bfcl, calls().splitlines()[0]),
        (vectara_hallucination, summaries().split(b"|acorn/")[0]),
    ],
)
def test_a_table_of_no_rows_holds_no_score(tmp_path: Path, source: Any, body: bytes) -> None:
    assert list(parsed(source, body, tmp_path)) == []


@pytest.mark.parametrize("column", ["Model", "Organization", "License", *bfcl.SCORES, *bfcl._ALSO.values()])
def test_a_lost_column_is_named(tmp_path: Path, column: str) -> None:
    with pytest.raises(SourceError, match=f"the column {re.escape(repr(column))} is gone"):
        list(parsed(bfcl, calls(without=column), tmp_path))


@pytest.mark.parametrize(
    ("source", "body", "sentence"),
    [
        (livebench, b"", "not model and tasks"),
        (livebench, b"name,typos\na,1\n", "not model and tasks"),
        (aider, b"- a: [", "cannot be read as YAML"),
        (aider, b"", "holds no list of runs"),
        (aider, b"- model: acorn-large", "a run without 'edit_format'"),
        (bfcl, b"", "the column 'Model' is gone"),
        (vectara_hallucination, summaries("Words"), "no table with the columns"),
        (vectara_hallucination, b"", "no table with the columns"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_address(
    tmp_path: Path, source: Any, body: bytes, sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence) as raised:
        list(parsed(source, body, tmp_path))
    assert source.FILES[0] in str(raised.value)


@pytest.mark.parametrize(
    ("source", "model", "benchmark", "metric", "score"),
    [
        ("bfcl", "Claude-Opus-4-5-20251101 (FC)", "Overall Acc", "accuracy", 77.47),
        ("bfcl", "Claude-Opus-4-5-20251101 (FC)", "Overall Acc", "cost_usd", 86.55),
        ("bfcl", "Claude-Opus-4-5-20251101 (FC)", "Overall Acc", "latency_mean_s", 4.38),
        ("vectara_hallucination", "google/gemini-2.5-flash-lite", "summaries", "hallucination_rate", 3.3),
        ("vectara_hallucination", "google/gemini-2.5-flash-lite", "summaries", "factual_consistency_rate", 96.7),
        ("aider", "gpt-4o-mini-2024-07-18", "polyglot", "pass_rate_2", 3.6),
        ("aider", "o1-2024-12-17 (high)", "polyglot", "pass_rate_2", 61.7),
        ("aider", "gpt-4.5-preview", "polyglot", "pass_rate_2", 44.9),
        ("aider", "claude-3-5-sonnet-20241022", "polyglot", "cost_usd", 14.4063),
        ("livebench", "arcee-trinity-large-preview", "AMPS_Hard", "score", 61.0),
        ("livebench", "arcee-trinity-large-preview", "zebra_puzzle", "score", 7.5),
        ("livebench", "claude-4-1-opus-20250805-base", "code_completion", "score", 76.087),
    ],
)
def test_a_shipped_figure_is_the_published_one(
    shipped: duckdb.DuckDBPyConnection, source: str, model: str, benchmark: str, metric: str, score: float
) -> None:
    found = shipped.execute(
        "select score from raw_result where source = ? and model = ? and benchmark = ? and metric = ?",
        [source, model, benchmark, metric],
    ).fetchall()
    assert found == [(pytest.approx(score),)]


def test_a_shipped_run_of_aider_rests_on_every_exercise(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("""
        select metric, score, n, setup from raw_result
        where source = 'aider' and model = 'gpt-5 (high)' and metric like 'pass%' order by metric
    """).fetchall()
    setup = "diff edits, effort high"
    assert found == [("pass_rate_1", pytest.approx(52.0), 225, setup), ("pass_rate_2", pytest.approx(88.0), 225, setup)]


def test_livebench_scores_are_whole_shares_of_the_number_of_questions_given(shipped: duckdb.DuckDBPyConnection) -> None:
    shares = shipped.execute("""
        select benchmark_id, avg((abs(round(score * b.n / 100) * 100 / b.n - score) < 0.00051)::int)
        from raw_result
        join raw_benchmark as b on b.source = raw_result.source and upstream = raw_result.benchmark
        where b.source = 'livebench' and b.n is not null
        group by all
    """).fetchall()
    assert len(shares) == 13
    assert [name for name, share in shares if share < 0.9] == []
