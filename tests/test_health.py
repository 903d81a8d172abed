"""What a benchmark can still tell apart: saturated, blunt and sharp, among all models and those that fit a tier."""

from pathlib import Path

import duckdb
import pytest

from tests.toys import accuracies

COLUMNS = "verdict, reliability, n_near_ceiling, n_near_best, headroom, n_measured"


def health(scores: list[float], n: int) -> tuple[str, float, int, int, float, int]:
    con = accuracies({f"m{i:02}": p for i, p in enumerate(scores)}, n, "mart_benchmark_health")
    return con.execute(
        f"select {COLUMNS} from mart_benchmark_health where benchmark_id = 'quiz' and tier_id = ''"
    ).fetchall()[0]


@pytest.mark.parametrize(
    ("scores", "n", "verdict"),
    [
        ([96.0, 95.5, *(10.0 * i for i in range(1, 9))], 1000, "saturated"),
        ([94.0, 93.0, *(10.0 * i for i in range(1, 9))], 1000, "sharp"),
        ([50.0, 52.0, 54.0, 56.0, 58.0, 60.0], 30, "blunt"),
        ([50.0, 60.0, 70.0, 80.0], 1000, "too few"),
    ],
    ids=["one in ten at the ceiling", "the best below it", "all within the error", "too few models"],
)
def test_the_verdict_follows_its_rule(scores: list[float], n: int, verdict: str) -> None:
    assert health(scores, n)[0] == verdict


def test_reliability_is_the_share_of_the_variance_that_is_not_error() -> None:
    scores = [20.0, 30.0, 40.0, 50.0, 60.0]
    found = health(scores, 100)
    assert found[1] == pytest.approx(1 - sum(p * (100 - p) / 100 for p in scores) / 5 / 250)
    assert found[2:] == (0, 2, 40, 5)


def test_what_tells_all_models_apart_may_be_blunt_among_those_that_fit_a_small_card(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    query = "select tier_id, verdict from mart_benchmark_health where benchmark_id = 'gpqa' and tier_id in ('', '8gb')"
    assert dict(shipped.execute(query).fetchall()) == {"": "sharp", "8gb": "blunt"}


def test_a_saturated_benchmark_is_shown_and_not_counted_or_says_why(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("""
        select benchmark_id, counts, coalesce(not_counted, counted_though)
        from page_benchmarks
        where verdict = 'saturated'
    """).fetchall()
    assert {"livebench-spatial", "livebench-amps-hard", "math-level-5-epoch"} <= {row[0] for row in found}
    assert {row[0] for row in found if row[1]} == {"livebench-math-competitions"}
    assert all(reason for _, _, reason in found)


def test_a_benchmark_page_says_its_health_and_the_index_has_it(world_site: Path) -> None:
    assert 'id="health"' in (world_site / "benchmarks" / "gpqa" / "index.html").read_text()
    assert ">Health</th>" in (world_site / "benchmarks" / "index.html").read_text()
