"""The methods, worked out in SQL and held against numbers that were published or worked out by hand."""

import itertools

import duckdb
import numpy as np
import pytest
from scipy import stats

from sql import mart_rank_ranges
from sql.mart_critical_values import c_mcb, c_tukey
from sql.mart_rank_ranges import EXACT
from tests.toys import Z, accuracies, benchmark, ranks, ratings, toy


def score(con: duckdb.DuckDBPyConnection, model: str) -> tuple[float, float, float, float]:
    """Score, error and interval of a toy model."""
    columns = "score, se, score_low, score_high"
    return con.execute(f"select {columns} from mart_scores where model_id = 'acorn/acorn-' || ?", [model]).fetchall()[0]


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(84, 541, 12.719181, 18.820536), (29, 30, 83.329609, 99.409141), (30, 30, 88.6487, 100), (0, 30, 0, 11.3513)],
)
def test_the_interval_of_a_share_is_wilsons(right: int, n: int, low: float, high: float) -> None:
    found = score(accuracies({"a": 100 * right / n, "b": 50.0}, n), "a")
    assert found[2:] == pytest.approx((low, high), abs=2e-4)


def test_the_error_of_a_share_is_the_binomial_one() -> None:
    assert score(accuracies({"a": 50.0, "b": 40.0}, 541), "a")[1] == pytest.approx(2.1497, abs=1e-4)


def test_normalising_stretches_score_and_error_alike() -> None:
    rows = [
        {"source": "open_llm_leaderboard", "benchmark": "GPQA", "model": "acorn-a", "metric": metric, "score": value}
        for metric, value in (("raw", 0.60), ("normalized", 100 * 0.35 / 0.75))
    ]
    points, se, low, high = score(toy(rows, wanted="mart_scores"), "a")
    assert points == pytest.approx(46.6667, abs=1e-4)
    assert se == pytest.approx(2.9408, abs=2e-3), "with 493 effective questions, as METHODS 1.6 has it"
    assert (high - low) / (2 * Z) == pytest.approx(se, rel=0.01)


def test_a_score_clipped_at_chance_is_not_exact() -> None:
    rows = [
        {"source": "open_llm_leaderboard", "benchmark": "GPQA", "model": "acorn-a", "metric": metric, "score": value}
        for metric, value in (("raw", 0.24), ("normalized", 0.0))
    ]
    points, se, low, high = score(toy(rows, wanted="mart_scores"), "a")
    assert (points, low) == (0, 0)
    assert se > 2 and high > 2


def test_the_error_of_a_rating_is_that_of_its_published_interval() -> None:
    rows = ratings("overall", [("a", 1443, 1.0)])
    rows[0] |= {"score_low": 1438.0, "score_high": 1448.0}
    assert score(toy(rows), "a")[1] == pytest.approx(2.5511, abs=1e-4)


def test_a_published_standard_error_speaks_before_the_number_of_questions(world_con: duckdb.DuckDBPyConnection) -> None:
    found = world_con.execute(
        "select setting, se from mart_scores where benchmark_id = 'gpqa-diamond' and model_id = 'acorn/acorn-large'"
    )
    assert dict(found.fetchall()) == {"high": pytest.approx(2.8), "low": pytest.approx(3.2)}


def test_a_score_without_questions_or_error_has_no_interval_and_no_rank() -> None:
    about = benchmark("quiz", source="epoch", metric="score", unit="points", factor=100.0)
    rows = [
        {"source": "epoch", "benchmark": "quiz", "metric": "score", "model": f"acorn-{m}", "score": p}
        for m, p in (("a", 0.7), ("b", 0.6))
    ]
    con = toy(rows, [about])
    assert score(con, "a") == (pytest.approx(70), None, None, None)
    assert ranks(con, "quiz") == {}


@pytest.mark.parametrize(
    ("best", "other", "n", "flag", "rho_star"),
    [
        (50.5, 50.0, 12_032, "noise", 0.843),
        (51.0, 50.0, 12_032, "unclear", 0.373),
        (51.2, 50.0, 12_032, "likely", 0.098),
        (51.5, 50.0, 12_032, "clear", None),
        (100 * 20 / 30, 50.0, 30, "noise", 0.541),
        (100 * 22.5 / 30, 50.0, 30, "clear", None),
        (97.0, 94.0, 164, "noise", 0.551),
        (60.0, 50.0, 198, "clear", None),
    ],
)
def test_the_flag_of_a_gap_is_the_one_of_methods_1_4(
    best: float, other: float, n: int, flag: str, rho_star: float | None
) -> None:
    found = ranks(accuracies({"a": best, "b": other}, n), "quiz")
    assert (found["a"]["flag_best"], found["a"]["flag_next"], found["b"]["flag_best"]) == ("leader", flag, flag)
    assert found["a"]["gap_next"] == pytest.approx(best - other)
    told = [found["a"]["rho_star_next"], found["b"]["rho_star_best"]]
    assert np.isnan(told).all() if rho_star is None else told == pytest.approx([rho_star] * 2, abs=5e-4)
    assert found["b"]["questions_best"] == pytest.approx((best - other) / 100 * n)


def test_the_interval_of_a_gap_is_newcombes() -> None:
    for row in ranks(accuracies({"a": 60.0, "b": 50.0}, 198), "quiz").values():
        low, high = (
            (row["gap_low_next"], row["gap_high_next"])
            if row["place"] == 1
            else (row["gap_low_best"], row["gap_high_best"])
        )
        assert (low, high) == pytest.approx((0.206987, 19.526593), abs=1e-4)


def test_wilsons_interval_holds_the_true_share_19_times_in_20() -> None:
    rng = np.random.default_rng(6)
    true = rng.uniform(0.03, 0.97, 3_000)
    con = accuracies({f"m{i:04}": float(x) for i, x in enumerate(100 * rng.binomial(198, true) / 198)}, 198)
    found = con.execute("select score_low, score_high from mart_scores order by model").fetchnumpy()
    covered = (found["score_low"] <= 100 * true) & (100 * true <= found["score_high"])
    assert len(covered) == 3_000 and 0.93 <= covered.mean() <= 0.97


def test_z_of_a_pair_is_that_of_two_shares() -> None:
    found = ranks(accuracies({"a": 50.5, "b": 50.0}, 12_032), "quiz")
    assert found["b"]["z_best"] == pytest.approx(0.775648, abs=1e-5)
    assert ranks(accuracies({"a": 60.0, "b": 50.0}, 198), "quiz")["b"]["z_best"] == pytest.approx(2.010178, abs=1e-5)


@pytest.mark.parametrize(("questions", "flag"), [(5, "noise"), (6, "clear")])
def test_six_questions_can_be_real_and_five_cannot(questions: int, flag: str) -> None:
    found = ranks(accuracies({"a": 100.0, "b": 100 * (1 - questions / 400)}, 400), "quiz")
    assert found["b"]["flag_best"] == flag


def test_five_questions_apart_is_noise_whatever_the_errors_say() -> None:
    assert ranks(accuracies({"a": 100.0, "b": 87.0}, 40), "quiz")["a"]["flag_next"] == "noise"


def test_rank_ranges_and_the_tied_are_those_of_methods_2_3() -> None:
    con = toy(ratings("overall", [("a", 72, 1), ("b", 71, 1), ("c", 69, 1), ("d", 66, 1), ("e", 60, 1)]))
    found = ranks(con, "arena-overall")
    assert [(row["rank_low"], row["rank_high"]) for row in found.values()] == [(1, 3), (1, 3), (1, 4), (3, 4), (5, 5)]
    assert [name for name, row in found.items() if row["is_tied_best"]] == ["a", "b", "c"]
    assert {row["n_tied"] for row in found.values()} == {3}


def test_one_model_alone_is_first_and_has_nobody_to_be_compared_with() -> None:
    (row,) = ranks(toy(ratings("overall", [("a", 72, 1)])), "arena-overall").values()
    assert (row["rank_low"], row["rank_high"], row["n_tied"], row["flag_best"]) == (1, 1, 1, "leader")


@pytest.mark.parametrize(
    ("p", "pin"), [(2, 1.960), (10, 3.164), (20, 3.544), (100, 4.302), (500, 4.954), (4500, 5.733)]
)
def test_the_constant_of_all_comparisons_is_the_studentised_range(p: int, pin: float) -> None:
    assert c_tukey(p) == pytest.approx(pin, abs=1e-3)
    assert c_tukey(p) == pytest.approx(stats.studentized_range.ppf(0.95, p, np.inf) / np.sqrt(2), abs=1e-3)


@pytest.mark.parametrize(("k", "pin"), [(1, 1.645), (9, 2.421), (19, 2.64), (99, 3.046), (499, 3.40), (4499, 3.810)])
def test_the_constant_of_the_best_is_dunnetts(k: int, pin: float) -> None:
    assert c_mcb(k) == pytest.approx(pin, abs=1e-2)


@pytest.mark.parametrize("k", [1, 2, 5, 9])
def test_the_constant_of_the_best_covers_95_percent_by_integration(k: int) -> None:
    covariance = np.full((k, k), 0.5) + 0.5 * np.eye(k)
    covered = stats.multivariate_normal(cov=covariance, seed=1).cdf(np.full(k, c_mcb(k)))
    assert covered == pytest.approx(0.95, abs=1e-3)


@pytest.mark.parametrize("p", [20, 100])
def test_the_best_is_among_the_tied_19_times_in_20_even_when_all_are_equal(p: int) -> None:
    draws = np.random.default_rng(7).standard_normal((40_000, p))
    covered = (draws.max(axis=1) - draws[:, 0]) <= c_mcb(p - 1) * np.sqrt(2)
    assert covered.mean() == pytest.approx(0.95, abs=0.005)


@pytest.mark.parametrize("p", [5, 40])
def test_all_ranks_are_right_together_19_times_in_20(p: int) -> None:
    draws = np.random.default_rng(8).standard_normal((40_000, p))
    covered = np.ptp(draws, axis=1) <= c_tukey(p) * np.sqrt(2)
    assert covered.mean() == pytest.approx(0.95, abs=0.005)


def test_the_constants_grow_with_the_family_and_stand_for_each_size_in_use(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute("select n_ranked, c_tukey, c_mcb from mart_critical_values order by n_ranked").fetchall()
    sizes = shipped.execute("select distinct n_ranked from mart_ranks order by 1").fetchall()
    assert set(sizes) | {(n,) for n in range(1, 401)} == {(n,) for n, _, _ in rows}
    assert all(before[1] < after[1] and before[2] < after[2] for before, after in itertools.pairwise(rows[1:]))


@pytest.mark.parametrize(
    ("ranking", "is_exact"),
    [
        ("benchmark/ifeval", False),
        ("domain/overall/open", False),
        ("benchmark/arena-overall", True),
        ("domain/mathematics/votes", True),
        ("domain/overall/frontier", True),
    ],
)
def test_rank_ranges_are_those_of_comparing_every_pair_or_in_long_lists_no_narrower(
    shipped: duckdb.DuckDBPyConnection, ranking: str, is_exact: bool
) -> None:
    rows = shipped.execute("""
        select score, se, c_tukey, rank_low, rank_high
        from mart_places join mart_rank_ranges using (ranking_id, entrant) join mart_rankings using (ranking_id)
        where ranking = ?
    """, [ranking]).df()  # fmt: skip
    score, se, n = rows.score.to_numpy(), rows.se.to_numpy(), len(rows)
    apart = (score[None, :] - score[:, None]) / np.hypot(se[None, :], se[:, None])
    low = 1 + (apart > rows.c_tukey[0]).sum(axis=1)
    high = n - (apart < -rows.c_tukey[0]).sum(axis=1)
    assert n > 20 and (n <= EXACT) == is_exact
    if is_exact:
        assert (list(rows.rank_low), list(rows.rank_high)) == (list(low), list(high))
    else:
        wider = np.concatenate([low - rows.rank_low, rows.rank_high - high])
        assert (wider >= 0).all() and np.median(wider) <= 0.02 * n


@pytest.mark.parametrize("ranking", ["benchmark/arena-overall", "domain/mathematics/votes", "benchmark/ifeval"])
@pytest.mark.parametrize("exact", [0, 400], ids=["by widths", "by pairs"])
def test_all_ranks_are_right_together_19_times_in_20_with_the_errors_of_real_lists(
    shipped: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, ranking: str, exact: int
) -> None:
    monkeypatch.setattr(mart_rank_ranges, "EXACT", exact)
    found = shipped.execute("""
        select se from mart_places join mart_rankings using (ranking_id) where ranking = ? order by position
    """, [ranking]).fetchnumpy()  # fmt: skip
    rng, se, right = np.random.default_rng(9), found["se"][:300], 0
    for _ in range(400):
        low, high = mart_rank_ranges.ranges(rng.standard_normal(len(se)) * se, se, c_tukey(len(se)))
        right += bool((low == 1).all() and (high == len(se)).all())
    assert right >= 0.93 * 400, "of equal models no place can be excluded"
