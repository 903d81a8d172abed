"""A fork's results question by question: errors with clusters, models on the same items, and what is refused."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scipy import stats

from sources import _items
from sources._contract import SourceError
from tests.conftest import made, rendered
from tests.test_private import ABOUT, SCORES
from tests.toys import toy

Answers = dict[str, Iterable[float]]

QUIZ = {"benchmark_id": "quiz", "name": "quiz", "upstream": "quiz", "source": "private", "metric": "accuracy",
        "unit": "points", "factor": 1.0, "counts": False, "domain": "knowledge", "board": "open"}  # fmt: skip


def quiz(answers: Answers, clusters: Iterable[str] | None = None) -> duckdb.DuckDBPyConnection:
    """The pairs of some models' answers to the same items; clusters one an item."""
    groups = None if clusters is None else list(clusters)
    rows = [
        {"source": "private", "model": f"acorn/{m}", "benchmark": "quiz", "setup": "", "item": f"q{i}",
         "score": float(s), "cluster": groups[i] if groups else None}
        for m, scores in answers.items() for i, s in enumerate(scores)
    ]  # fmt: skip
    results = [
        {"source": "private", "model": f"acorn/{m}", "benchmark": "quiz", "metric": "accuracy", "relationship": "other",
         "dated": None, "score": 100 * sum(s) / len(s), "n": len(s)}
        for m, scores in answers.items() for s in [list(scores)]
    ]  # fmt: skip
    return toy(results, [QUIZ], "mart_ranks", raw_item=rows)


def pair(con: duckdb.DuckDBPyConnection, model: str) -> dict[str, Any]:
    """The row of one model against the other."""
    return (
        con.execute("select * from mart_item_pairs where model_id = 'acorn/' || ?", [model]).df().to_dict("records")[0]
    )


# 80 items that A alone had right, 50 that B alone had, 411 alike; 541 in all.
A = [1] * 80 + [0] * 50 + [1] * 253 + [0] * 158
B = [0] * 80 + [1] * 50 + [1] * 253 + [0] * 158


def test_pairing_tells_apart_what_two_scores_alone_do_not() -> None:
    con = quiz({"a": A, "b": B})
    found = pair(con, "a")
    assert (found["n_items"], found["n_wins"], found["n_losses"]) == (541, 80, 50)
    assert found["z"] == pytest.approx(2.631174, abs=1e-6)
    assert found["p_exact"] == pytest.approx(stats.binomtest(80, 130).pvalue, rel=1e-9)
    assert found["difference_points"] == pytest.approx(100 * 30 / 541)
    back = pair(con, "b")
    assert (back["z"], back["n_wins"], back["difference_points"]) == (
        -found["z"], found["n_losses"], -found["difference_points"],
    )  # fmt: skip
    scores = con.execute("select se from mart_scores where benchmark_id = 'quiz'").fetchall()
    unpaired = found["difference_points"] / sum(se * se for (se,) in scores) ** 0.5
    assert unpaired == pytest.approx(1.855741, abs=1e-4)


def test_answers_to_the_same_items_decide_the_flag_where_there_are_any() -> None:
    flags = "select flag_best, items_best from mart_ranks where ranking = 'benchmark/quiz' and position = 2"
    (paired,) = quiz({"a": A, "b": B}).execute(flags).fetchall()
    assert paired == ("clear", {"n": 541, "wins": 50, "losses": 80, "p": pytest.approx(0.0107, abs=1e-4)})
    # The same scores of models that answered other items: only a comparison of the two totals is left.
    unpaired = quiz({"a": A, "b": [*B[1:], 1, 0]})
    assert unpaired.execute("select count(*) from mart_item_pairs").fetchall() == [(0,)]
    assert unpaired.execute(flags).fetchall() == [("likely", None)]
    # Five against none is no proof, and equal answers are no difference at all.
    assert quiz({"a": [1] * 9, "b": [0] * 5 + [1] * 4}).execute(flags).fetchall()[0][0] == "unclear"


@pytest.mark.parametrize(("wins", "p"), [(5, 0.0625), (6, 0.03125)])
def test_five_questions_prove_nothing_and_six_do(wins: int, p: float) -> None:
    found = pair(quiz({"a": [1] * 9, "b": [0] * wins + [1] * (9 - wins)}), "a")
    assert found["p_exact"] == pytest.approx(p)


def test_equal_answers_are_no_difference() -> None:
    found = pair(quiz({"a": [1, 0, 1], "b": [1, 0, 1]}), "a")
    assert (found["n_wins"], found["n_losses"], found["p_exact"]) == (0, 0, 1)
    assert found["z"] != found["z"], "there is none"


def test_items_in_clusters_have_the_error_of_their_clusters() -> None:
    answers = [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0]
    other = [1] * 12
    groups = [f"c{i // 3}" for i in range(12)]
    query = "select se from mart_scores where model_id = 'acorn/a'"
    ((clustered,),) = quiz({"a": answers, "b": other}, groups).execute(query).fetchall()
    ((naive,),) = quiz({"a": answers, "b": other}).execute(query).fetchall()
    assert (clustered, naive) == (pytest.approx(25.0), pytest.approx(14.4338, abs=1e-4))
    found = pair(quiz({"a": answers, "b": other}, groups), "b")
    assert found["se_points"] == pytest.approx(25.0)
    assert found["z"] == pytest.approx(50 / 25)
    assert found["p_exact"] is None or found["p_exact"] != found["p_exact"]


def test_more_samples_of_an_item_leave_what_the_choice_of_items_adds() -> None:
    """30 items solved with chance 0.5 ± d: of K samples each, Var = Var(p)/n + E[p(1 − p)]/(nK), METHODS 1.5."""
    spread = 0.15666
    query = "select se from mart_item_errors where model = 'acorn/a'"
    for k, pin in ((1, 9.13), (64, 7.26)):
        d = (spread + (0.25 - spread) / k) ** 0.5
        ((se,),) = quiz({"a": [0.5 - d, 0.5 + d] * 15, "b": [1] * 30}).execute(query).fetchall()
        assert se == pytest.approx(pin, abs=0.005)


def test_models_that_answered_other_items_are_not_compared() -> None:
    assert quiz({"a": [1, 0, 1], "b": [1, 0, 1, 1]}).execute("select * from mart_item_pairs").fetchall() == []


def test_without_items_the_views_stand_empty(world_con: duckdb.DuckDBPyConnection) -> None:
    assert world_con.execute("select count(*) from mart_item_pairs").fetchall() == [(0,)]
    kinds = dict(world_con.execute("select column_name, column_type from (describe mart_item_pairs)").fetchall())
    assert (kinds["z"], kinds["p_exact"], kinds["n_wins"]) == ("DOUBLE", "DOUBLE", "BIGINT")


ITEMS = "model,benchmark,item,score,cluster\n"


def fork(folder: Path, items: str, scores: str | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "canary-quiz.toml").write_text(ABOUT)
    (folder / "ours.items.csv").write_text(items)
    if scores:
        (folder / "ours.csv").write_text(scores)
    return folder


def test_items_beside_the_catalogue_give_a_score_with_its_error(world_snapshots: Path, tmp_path: Path) -> None:
    names = {"acorn-ai/Oak-7B-Instruct": 8, "birch-labs/Birch-3B-it": 2}
    lines = [f"{m},canary-quiz,q{i},{int(i < k)},c{i // 2}" for m, k in names.items() for i in range(12)]
    con = made(world_snapshots, private=fork(tmp_path / "private", ITEMS + "\n".join(lines) + "\n"))
    found = con.execute("""
        select model_id, score, n, se from mart_scores where benchmark_id = 'canary-quiz' order by score
    """).fetchall()
    assert [(row[0], round(row[1], 3), row[2]) for row in found] == [
        ("birch-labs/birch-3b-it", 16.667, 12), ("acorn-ai/oak-7b-instruct", 66.667, 12),
    ]  # fmt: skip
    assert found[1][3] == pytest.approx(100 * (4 * (2 / 3) ** 2 + 2 * (4 / 3) ** 2) ** 0.5 / 12)
    assert con.execute("select count(*) from mart_item_pairs").fetchall() == [(2,)]
    page = (rendered(con, tmp_path / "site-of-fork") / "benchmarks" / "canary-quiz" / "index.html").read_text()
    assert 'id="pairs"' in page and "Birch-3B-it" in page.split('id="pairs"')[1]
    assert ", of 12 questions it alone had 0 right, the other alone 6." in page


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ("model,benchmark,score\na,canary-quiz,1\n", "ours.items.csv: the column 'item' is missing"),
        ("model,benchmark,item,score,x\na,canary-quiz,q,1,1\n", "ours.items.csv: unknown column 'x'"),
        (ITEMS, "ours.items.csv: holds no row"),
        (ITEMS + "a,canary-quiz,q1,1,\na,canary-quiz,q2,2,\n", "ours.items.csv, line 3: score = '2' of a on item 'q2'"),
        (ITEMS + "a,canary-quiz,q1,nan,\n", "ours.items.csv, line 2: score = 'nan'"),
        (ITEMS + "a,canary-quiz,q1,yes,\n", "ours.items.csv, line 2: score = 'yes'"),
        (ITEMS + ",canary-quiz,q1,1,\n", "ours.items.csv, line 2: no model"),
        (ITEMS + "a,other,q1,1,\n", "ours.items.csv: describe the benchmark in"),
        (ITEMS + "a,canary-quiz,q1,1,\na,canary-quiz,q1,0,\n", "has two scores"),
    ],
    ids=["a lost column", "an unknown column", "nothing", "above one", "not a number", "words", "no model",
         "an unknown benchmark", "the same twice"],
)  # fmt: skip
def test_a_bad_item_is_named_with_its_file(items: str, sentence: str, tmp_path: Path) -> None:
    folder = fork(tmp_path / "private", items)
    with pytest.raises(SourceError) as raised:
        _items.load(duckdb.connect(), folder)
    assert sentence in str(raised.value)


def test_a_score_beside_its_items_is_refused(world_snapshots: Path, tmp_path: Path) -> None:
    items = ITEMS + "acorn-ai/Oak-7B-Instruct,canary-quiz,q1,1,\n"
    with pytest.raises(SourceError, match="has a score and item results; keep the item results"):
        made(world_snapshots, private=fork(tmp_path / "private", items, SCORES))
