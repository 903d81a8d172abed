"""The error of every score: of one share, of an average of parts, of items and their clusters; and what is refused."""

from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources._catalog import Benchmark, _check_size
from sources._contract import Result, SourceError, validate
from sources._parts import Part, _check
from tests.toys import Z, accuracies, toy

MUSR = {"murder mysteries": (250, 0.5), "object placements": (256, 0.2), "team allocation": (250, 1 / 3)}
# The shares of the example in Hugging Face's docs/source/en/open_llm_leaderboard/normalization.md.
DOCUMENTED = (0.7, 0.4, 0.6)


def parts(sizes: dict[str, tuple[int, float]], benchmark: str = "gpqa", **more: Any) -> list[dict[str, Any]]:
    """Rows of raw_part, equally weighted."""
    return [
        {
            "benchmark_id": benchmark,
            "place": i,
            "name": name,
            "n": n,
            "chance": 100 * lb,
            "weight": 1 / len(sizes),
            **more,
        }
        for i, (name, (n, lb)) in enumerate(sizes.items())
    ]


def error(points: float, rows: list[dict[str, Any]], own: tuple[float, ...] = ()) -> float:
    """The error that mart_part_errors gives a normalised score of such parts, whose own scores may be published."""
    results = [{"benchmark": "GPQA", "score": points}]
    results += [{"benchmark": f"part {i}", "score": 100 * share} for i, share in enumerate(own)]
    if own:
        rows = [row | {"upstream": f"part {row['place']}"} for row in rows]
    common = {"source": "open_llm_leaderboard", "metric": "normalized", "model": "acorn-a"}
    con = toy([common | row for row in results], wanted="mart_part_errors", raw_part=rows)
    return con.execute("select se from mart_part_errors").fetchall()[0][0]


def by_hand(shares: tuple[float, ...]) -> float:
    """sqrt(Σ SE²)/S with SE = 100 · sqrt(p(1 − p)/n)/(1 − lb), METHODS 1.6."""
    terms = [p * (1 - p) / n / (1 - lb) ** 2 for p, (n, lb) in zip(shares, MUSR.values(), strict=True)]
    return 100 * sum(terms) ** 0.5 / len(terms)


def normalised(shares: tuple[float, ...]) -> tuple[float, ...]:
    return tuple((p - lb) / (1 - lb) for p, (_, lb) in zip(shares, MUSR.values(), strict=True))


def test_the_documented_example_of_three_parts_has_the_error_of_its_parts() -> None:
    own = normalised(DOCUMENTED)
    assert 100 * sum(own) / 3 == pytest.approx(35.0, abs=0.02)
    assert error(35.0, parts(MUSR), own) == pytest.approx(2.7858, abs=1e-3)
    assert by_hand(DOCUMENTED) == pytest.approx(2.7858, abs=1e-4)
    pooled = sum(p * n for p, (n, _) in zip(DOCUMENTED, MUSR.values(), strict=True)) / 756
    sized = sum(p * (1 - p) * n for p, (n, _) in zip(DOCUMENTED, MUSR.values(), strict=True)) ** 0.5 / 756
    assert pooled == pytest.approx(0.5653, abs=1e-4)
    assert 100 * sized == pytest.approx(1.7445, abs=1e-3), "which the size-weighted mean would have had"


def test_parts_that_are_not_published_share_the_score_of_the_whole() -> None:
    even = tuple(lb + (1 - lb) * 0.35 for _, lb in MUSR.values())
    assert error(35.0, parts(MUSR)) == pytest.approx(by_hand(even), rel=1e-9)
    assert error(35.0, parts(MUSR)) == pytest.approx(2.7858, rel=0.03), "the parts' own scores would have said"


def test_the_shared_score_gives_no_error_that_is_much_too_small() -> None:
    """Variance is concave in a part's score, so spreading the parts lowers it; unequal guessing may add a little."""
    random = np.random.default_rng(7)
    ratios = []
    for _ in range(4000):
        x = random.uniform(0.02, 0.9, 3)
        shares = tuple(lb + (1 - lb) * v for v, (_, lb) in zip(x, MUSR.values(), strict=True))
        even = tuple(lb + (1 - lb) * x.mean() for _, lb in MUSR.values())
        ratios.append(by_hand(even) / by_hand(shares))
    assert np.quantile(ratios, 0.05) > 0.95
    assert min(ratios) > 0.85
    assert np.median(ratios) >= 1


def test_a_pooled_set_with_duplicates_has_the_error_of_fewer_questions() -> None:
    nested = {"thrice": (198, 0.25), "twice": (250, 0.25), "once": (98, 0.25)}
    rows = parts(nested)
    for row, times in zip(rows, (3, 2, 1), strict=True):
        row["weight"] = times * row["n"] / 1192
    assert 1 / sum(row["weight"] ** 2 / row["n"] for row in rows) == pytest.approx(493.36, abs=0.005)
    assert error(100 * 0.35 / 0.75, rows) == pytest.approx(2.9408, abs=1e-4)


def test_a_part_with_all_wrong_is_not_exact() -> None:
    assert error(35.0, parts(MUSR), (0.0, 0.0, 0.0)) > 0.2


@pytest.mark.parametrize(("benchmark", "n"), [("bfcl", 1256.98), ("gpqa", 493.36), ("mmlu", 9528.23)])
def test_the_shipped_parts_make_the_effective_number_of_questions(
    shipped: duckdb.DuckDBPyConnection, benchmark: str, n: float
) -> None:
    query = "select 1 / sum(weight * weight / n), sum(weight) from raw_part where benchmark_id = ?"
    ((effective, total),) = shipped.execute(query, [benchmark]).fetchall()
    assert effective == pytest.approx(n, abs=0.01)
    assert total == pytest.approx(1)


def test_the_shipped_guessing_level_is_the_mean_of_the_parts_and_their_questions_sum_up(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    found = shipped.execute("""
        select benchmark_id, avg(part.chance), any_value(benchmark.chance), sum(part.n), any_value(benchmark.n)
        from raw_part as part join raw_benchmark as benchmark using (benchmark_id)
        where benchmark_id in ('bbh', 'musr') group by all
    """).fetchall()
    assert {row[0] for row in found} == {"bbh", "musr"}
    for _, mean, said, questions, n in found:
        assert mean == pytest.approx(said, abs=0.06)
        assert questions == n


def test_the_overall_score_of_function_calling_is_the_weighted_mean_of_its_parts(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    found = shipped.execute("""
        select whole.score, sum(weight * own.score)
        from stg_results as whole
        join raw_part as part using (benchmark_id)
        join raw_result as own on own.source = whole.source and own.model = whole.model and own.setup = whole.setup
            and own.benchmark = part.upstream and own.metric = whole.metric
        where benchmark_id = 'bfcl' group by whole.model, whole.setup, whole.score
    """).fetchall()
    assert len(found) > 100
    assert max(abs(whole - mean) for whole, mean in found) < 0.01


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 60), st.integers(60, 400))
def test_the_interval_holds_the_score_and_narrows_with_the_number_of_questions(right: int, n: int) -> None:
    columns = "select score, score_low, score_high from mart_scores where model_id = 'acorn/acorn-a'"
    widths = []
    for size in (n, 4 * n):
        ((points, low, high),) = accuracies({"a": 100 * right / n, "b": 50.0}, size).execute(columns).fetchall()
        assert 0 <= low <= points <= high <= 100
        widths.append(high - low)
    assert widths[1] < widths[0]


def test_a_score_of_zero_has_wilsons_upper_end() -> None:
    (row,) = accuracies({"a": 0.0}, 100).execute("select score_low, score_high from mart_scores").fetchall()
    assert row == (0, pytest.approx(100 * Z**2 / (100 + Z**2), abs=1e-6))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"score": float("nan")}, "x: the score of a on b is nan, not a number"),
        ({"score": float("inf")}, "x: the score of a on b is inf, not a number"),
        ({"n": 0}, "x: a on b: n = 0; a score rests on at least one question"),
        ({"n": -5}, "x: a on b: n = -5"),
        ({"stderr": -1.0}, "x: a on b: stderr = -1; an error is not negative"),
        ({"stderr": float("nan")}, "x: a on b: stderr is nan"),
        ({"score_low": 60.0}, "x: a on b: the interval from 60.0 to None does not hold the score 50"),
        ({"score_low": 40.0, "score_high": 45.0}, "does not hold the score 50"),
    ],
    ids=["nan", "infinite", "no questions", "minus five questions", "a negative error", "an error that is none",
         "a low end above", "a high end below"],
)  # fmt: skip
def test_a_result_that_cannot_be_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    row = {"model": "a", "benchmark": "b", "metric": "m", "score": 50.0} | wrong
    with pytest.raises(SourceError) as raised:
        validate(Result, [Result(**row)], "x")
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    ("given_parts", "sentence"),
    [
        ([{"name": "a", "n": 0}], "part 'a' has n = 0"),
        ([{"name": "a", "n": 9, "chance": 100.0}], "part 'a' has chance = 100.0"),
        ([{"name": "a", "n": 9, "weight": 0.5}, {"name": "b", "n": 9}], "give every part one"),
        ([{"name": "a", "n": 9, "weight": 0.5}, {"name": "b", "n": 9, "weight": 0.6}], "make their sum 1"),
    ],
    ids=["no questions", "certain to be guessed", "half the weights", "more than the whole"],
)
def test_parts_that_make_no_average_are_refused(
    given_parts: list[dict[str, Any]], sentence: str, tmp_path: Any
) -> None:
    with pytest.raises(SourceError, match=sentence):
        _check(tmp_path / "x.toml", [Part(**part) for part in given_parts])


def test_what_is_said_of_a_benchmark_without_a_source_is_refused(tmp_path: Any) -> None:
    texts = "name domain board source upstream metric released url measures misses"
    about: dict[str, Any] = dict.fromkeys(texts.split(), "x")
    one = Benchmark(**about, unit="points", factor=1.0, counts=True, problems=[], contamination="seen")
    with pytest.raises(SourceError, match="contamination is given without contamination_source"):
        _check_size(tmp_path / "x.toml", one)
