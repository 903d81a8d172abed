"""Domain scores where benchmarks are missing: what fills a gap, how sure that is, and what says that it matters."""

from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sql._two_way import Basket, basket, logit_cells
from sql.mart_made_up_board import BENCHMARKS, SCORES
from tests.toys import benchmark, ratings, toy

NAN = float("nan")
QUESTIONS = tuple(BENCHMARKS.values())


def binomial(score: Any, n: Any) -> np.ndarray:
    """Standard errors in points; of none or all right, that of half a question more or less."""
    share = (score / 100 * n + 0.5) / (n + 1)
    return 100 * np.sqrt(share * (1 - share) / n)


def scored(score: Any, n: Any, chance: Any = 0.0, field: Any = None) -> Basket:
    score = np.asarray(score, dtype=float)
    n, chance = np.broadcast_to(n, score.shape), np.broadcast_to(chance, score.shape[1])
    se = binomial(score, n)
    z, v = logit_cells(score, se, n, chance)
    return basket(score, se, z, v, np.ones(len(score), bool) if field is None else field, chance)


def test_the_plain_mean_puts_the_model_first_that_skipped_the_hard_tests_and_the_basket_does_not() -> None:
    rows = np.array(list(SCORES.values()), dtype=float)
    found = scored(rows, QUESTIONS)
    names = list(SCORES)
    assert names[int(np.nanmean(rows, axis=1).argmax())] == "D"
    assert [names[i] for i in np.argsort(-found.score)] == ["A", "F", "B", "C", "D", "E"]
    # The table of METHODS 4.1; what the gaps' errors come to depends on how their spread is estimated from six models.
    assert found.score == pytest.approx([74.25, 71.1, 68.75, 60.0, 54.0, 48.75], abs=0.15)
    assert found.se == pytest.approx([1.0, 2.0, 1.1, 1.2, 2.8, 1.2], abs=0.35)
    assert found.pessimistic == pytest.approx([74.2, 68.8, 68.8, 60.0, 50.7, 48.8], abs=0.7)


def test_a_gap_between_ratings_is_filled_as_by_hand() -> None:
    # The second is 10 higher on both that ran it, so c's gap is 30. Of its error: c's own rating counts twice over two,
    # and the difference of the two columns has the variance of two pairs: (4 · 1 + 1) / 4.
    score = np.array([[10.0, 20.0], [30.0, 40.0], [20.0, NAN]])
    ones = np.where(np.isfinite(score), 1.0, NAN)
    found = basket(score, ones, score, ones, np.ones(3, bool), None)
    assert found.predicted[2, 1] == pytest.approx(30)
    assert (found.score[2], found.se[2]) == (pytest.approx(25), pytest.approx(1.25**0.5))
    assert found.tau == pytest.approx([0, 0])


def test_a_model_that_shares_no_benchmark_with_others_is_not_guessed() -> None:
    score = np.array([[50.0, 60.0, NAN], [40.0, 50.0, NAN], [NAN, NAN, 70.0], [45.0, NAN, NAN]])
    found = scored(score, 100)
    assert np.isnan(found.score[:3]).all(), "nothing links the third benchmark to the others"
    linked = scored(score[:, :2][[0, 1, 3]], 100)
    assert np.isfinite(linked.score).all() and 50 < linked.score[2] < 51


def test_models_outside_the_field_are_filled_but_teach_nothing() -> None:
    rows = np.array([*SCORES.values(), (99, 20, 99, NAN)], dtype=float)
    field = np.array([True] * 6 + [False])
    alone, beside = scored(rows[:6], QUESTIONS), scored(rows, QUESTIONS, field=field)
    assert beside.score[:6] == pytest.approx(alone.score) and np.isfinite(beside.score[6])


def drawn(rng: np.random.Generator, models: int, hidden: float, chance: float) -> tuple[np.ndarray, ...]:
    """A made-up board: shares, questions, and the true mean of each model over the whole basket."""
    strength, difficulty = rng.normal(0, 1, (models, 1)), rng.normal(0, 1, 8)
    n = rng.choice([164, 198, 541, 1319], 8)
    true = chance + (1 - chance) / (1 + np.exp(difficulty - strength - rng.normal(0, 0.3, (models, 8))))
    gone = rng.random((models, 8)) < hidden
    gone[:, :4] &= rng.random((models, 4)) < 0.5  # at least some are left to most
    gone[gone.sum(axis=1) > 4] = False
    return np.where(gone, NAN, 100 * rng.binomial(n, true) / n), n, 100 * true.mean(axis=1), gone.any(axis=1)


@pytest.mark.parametrize("chance", [0.0, 0.25])
def test_the_interval_of_a_score_with_gaps_covers_the_truth_19_times_in_20(chance: float) -> None:
    rng, covered = np.random.default_rng(4), []
    for _ in range(40):
        score, n, true, has_gaps = drawn(rng, 100, 0.4, chance)
        found = scored(score, n, chance)
        covered.append((np.abs(found.score - true) <= 1.959964 * found.se)[has_gaps])
    assert len(np.concatenate(covered)) > 2_000
    assert 0.93 <= np.concatenate(covered).mean() <= 0.97


boards = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 200)), min_size=4, max_size=4).filter(
        lambda row: sum(cell is not None for cell in row) >= 2
    ),
    min_size=3, max_size=12,
).map(lambda rows: np.array([[NAN if cell is None else cell / 2 for cell in row] for row in rows]))  # fmt: skip
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)


@given(score=boards, data=st.data())
@quick
def test_the_order_of_models_and_of_benchmarks_changes_no_score(score: np.ndarray, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(range(len(score))))
    columns = data.draw(st.permutations(range(4)))
    plain, other = scored(score, 200), scored(score[rows][:, columns], 200)
    assert other.score == pytest.approx(plain.score[rows], abs=1e-6, nan_ok=True)
    assert other.se == pytest.approx(plain.se[rows], abs=1e-6, nan_ok=True)


@given(score=boards)
@quick
def test_a_score_lies_within_its_bounds_and_the_pessimistic_one_below_it(score: np.ndarray) -> None:
    found = scored(score, 200)
    known = np.isfinite(found.score)
    assert ((found.score >= 0) & (found.score <= 100))[known].all()
    assert (found.pessimistic <= found.score + 1e-9)[known].all()
    complete = np.isfinite(score).all(axis=1)
    assert found.score[complete] == pytest.approx(score[complete].mean(axis=1))
    assert found.pessimistic[complete] == pytest.approx(found.score[complete])
    filled = np.where(np.isfinite(score), score, found.predicted).mean(axis=1)
    assert found.score[known] == pytest.approx(filled[known])


@given(shift=st.integers(-500, 500))
@quick
def test_a_constant_added_to_every_rating_is_added_to_every_score(shift: int) -> None:
    score = np.array([[1200.0, 1250, NAN], [1300, 1310, 1290], [1100, NAN, 1080], [1000, 1040, 1020]])
    se = np.where(np.isfinite(score), 5.0, NAN)
    field = np.ones(4, bool)
    plain = basket(score, se, score, se**2, field, None)
    moved = basket(score + shift, se, score + shift, se**2, field, None)
    assert moved.score == pytest.approx(plain.score + shift) and moved.se == pytest.approx(plain.se)


def domain_row(model: str, **scores: float) -> list[dict[str, Any]]:
    """Normalised points of a toy model on the made-up open board, with the raw share each comes from."""
    about = {"ifeval": ("IFEval", 0.0), "gpqa": ("GPQA", 0.25), "mmlu": ("MMLU-PRO", 0.1)}
    return [
        {"benchmark": upstream, "model": f"acorn-{model}", "metric": metric, "score": value}
        | {"source": "open_llm_leaderboard"}
        for name, points in scores.items()
        for upstream, chance in [about[name]]
        for metric, value in (("normalized", points), ("raw", chance + (1 - chance) * points / 100))
    ]


@pytest.fixture(scope="module")
def board() -> duckdb.DuckDBPyConnection:
    """Five models in the overall domain of the open board: three complete, one with a gap, one with too little."""
    return toy([
        *domain_row("a", ifeval=60, gpqa=30, mmlu=50),
        *domain_row("b", ifeval=40, gpqa=16, mmlu=30),
        *domain_row("c", ifeval=50, mmlu=44),
        *domain_row("d", ifeval=90),
        *domain_row("e", ifeval=20, gpqa=8, mmlu=12),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def domains(board: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    found = board.execute("select * from mart_domain_scores where domain_id = 'overall' and board_id = 'open'").df()
    return {row["model_id"][-1]: row for row in found.to_dict("records")}


def test_a_complete_basket_is_its_plain_mean(domains: dict[str, dict[str, Any]]) -> None:
    assert domains["a"]["score"] == pytest.approx(140 / 3)
    assert (domains["a"]["n_measured"], domains["a"]["n_imputed"]) == (3, 0)
    # 2.1063 of IFEval, 2.9987 of GPQA (share 0.475) and 0.5039 of MMLU-Pro (share 0.55), a third each.
    assert domains["a"]["se"] == pytest.approx((2.1063**2 + 2.9987**2 + 0.5039**2) ** 0.5 / 3, abs=1e-3)


def test_a_gap_is_filled_between_those_that_did_better_and_worse(domains: dict[str, dict[str, Any]]) -> None:
    gap = 3 * domains["c"]["score"] - 94
    assert 16 < gap < 30, "c is between b and a on what it ran"
    assert (domains["c"]["n_measured"], domains["c"]["n_imputed"], domains["c"]["is_covered"]) == (2, 1, True)
    assert domains["c"]["se"] > domains["a"]["se"] and domains["c"]["pessimistic"] < domains["c"]["score"]


def test_fewer_than_two_or_half_of_the_basket_is_not_ranked(domains: dict[str, dict[str, Any]]) -> None:
    assert domains["d"]["n_required"] == 2
    assert [name for name, row in sorted(domains.items()) if row["is_covered"]] == ["a", "b", "c", "e"]


def test_the_mean_win_rate_is_over_what_a_model_has(domains: dict[str, dict[str, Any]]) -> None:
    # Of those ranked: a beats all; c is second of four twice; b is third of four twice and second of three once.
    rates = {name: domains[name]["win_rate"] for name in "acbe"}
    assert rates == pytest.approx({"a": 1, "c": 2 / 3, "b": (1 / 3 + 1 / 3 + 1 / 2) / 3, "e": 0})
    assert np.isnan(domains["d"]["win_rate"])


def places(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    found = con.execute("select * from mart_ranks where ranking = 'domain/multilingual/votes'").df()
    return {row["model_id"].removeprefix("acorn/acorn-"): row for row in found.to_dict("records")}


def test_a_badge_says_that_a_rank_depends_on_what_was_not_reported() -> None:
    # Each model has strengths of its own on each of 30 lists; y, in the middle, is missing from half of them.
    rng = np.random.default_rng(3)
    table = 1000 + 6 * np.arange(21)[:, None] + rng.normal(0, 60, (21, 30))
    names = [f"list-{i}" for i in range(30)]
    models = [chr(ord("a") + i) for i in range(20)] + ["y"]
    table[20] -= 60
    table[20, 15:] = NAN
    rows = []
    for name, column in zip(names, table.T, strict=True):
        found = zip(models, column, strict=True)
        rows += ratings(name, [(m, float(score), 1.0) for m, score in found if np.isfinite(score)])
    ranked = places(toy(rows, [benchmark(name, counts=True, domain="multilingual") for name in names]))
    y = ranked.pop("y")
    at_worst = 1 + sum(row["score"] > y["pessimistic"] for row in ranked.values())
    assert y["rank_low"] <= y["place"] <= y["rank_high"] < at_worst and y["depends_on_unreported"]
    assert not any(row["depends_on_unreported"] for row in ranked.values()), "nothing is missing of the others"


def test_a_badge_says_that_the_mean_win_rate_disagrees() -> None:
    # x wins two of three by a hair and loses the third by far: first by wins, third by mean; z the other way round.
    scores = {"x": (1300, 1300, 1000), "y": (1290, 1290, 1200), "z": (1280, 1280, 1285), "w": (1200, 1270, 1100)}
    names = ("one", "two", "three")
    rows = [
        row
        for i, name in enumerate(names)
        for row in ratings(name, [(m, float(found[i]), 25.0) for m, found in scores.items()])
    ]
    found = places(toy(rows, [benchmark(name, counts=True, domain="multilingual") for name in names]))
    assert {name: row["place"] for name, row in found.items()} == {"z": 1, "y": 2, "x": 3, "w": 4}
    assert found["x"]["win_rate"] == pytest.approx(2 / 3) and (found["x"]["rank_low"], found["x"]["rank_high"]) == (
        3,
        4,
    )
    assert {name for name, row in found.items() if row["win_rate_disagrees"]} == {"x", "z"}


def test_on_real_boards_hiding_scores_leaves_the_truth_in_the_interval(shipped: duckdb.DuckDBPyConnection) -> None:
    cells = shipped.execute("""
        select model_id || setting as name, benchmark_id, score, se, questions, chance
        from mart_basket_scores
        where domain_id = 'overall' and board_id = 'open' and is_field
    """).df()
    wide = {name: cells.pivot(index="name", columns="benchmark_id", values=name).to_numpy()
            for name in ("score", "se", "questions", "chance")}  # fmt: skip
    rng = np.random.default_rng(5)
    gone = rng.random(wide["score"].shape) < 0.3
    gone[gone.sum(axis=1) > 3] = False
    true = wide["score"].mean(axis=1)
    score, se = (np.where(gone, NAN, wide[name]) for name in ("score", "se"))
    chance = wide["chance"].max(axis=0)
    z, v = logit_cells(score, se, wide["questions"], chance)
    found = basket(score, se, z, v, np.ones(len(score), bool), chance)
    kept = np.where(gone, 0, wide["se"]) ** 2
    # What was measured errs in both alike, and so not in the difference; what was hidden errs in the published mean.
    of_hidden = found.se**2 - kept.sum(axis=1) / 36 + (np.where(gone, wide["se"], 0) ** 2).sum(axis=1) / 36
    hidden = gone.any(axis=1)
    covered = np.abs(found.score - true)[hidden] <= 1.959964 * np.sqrt(of_hidden[hidden])
    assert len(covered) > 1_000 and 0.92 <= covered.mean() <= 0.99


def test_leaving_out_one_benchmark_at_a_time_shows_whose_first_place_hangs_on_one() -> None:
    # b leads by list three alone; without it a is first.
    scores = {"a": (1300, 1300, 1200), "b": (1290, 1280, 1260), "c": (1200, 1210, 1190)}
    names = ("one", "two", "three")
    rows = [
        row
        for i, name in enumerate(names)
        for row in ratings(name, [(m, float(found[i]), 5.0) for m, found in scores.items()])
    ]
    about = [benchmark(name, counts=True, domain="multilingual") for name in names]
    con = toy(rows, about, wanted="mart_baskets_less_one")
    found = con.execute("""
        select right(model_id, 1), n_less_one, n_first, place_low, place_high from mart_baskets_less_one
        where domain_id = 'multilingual' order by 1
    """).fetchall()
    # Means of two: a 1300, 1250, 1250; b 1285, 1275, 1270.
    assert found == [("a", 3, 1, 1, 2), ("b", 3, 2, 1, 2), ("c", 3, 0, 3, 3)]


def test_where_no_two_models_share_two_benchmarks_nothing_tells_how_far_strength_carries() -> None:
    one = np.array([[50.0, 60.0], [40.0, NAN], [NAN, 70.0]])
    assert np.isnan(scored(one, 100).score[1:]).all() and scored(one, 100).score[0] == 55
    two = np.array([*one, (30.0, 45.0)])
    assert np.isfinite(scored(two, 100).score).all()
