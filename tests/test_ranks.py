"""Properties of ranks: what may change them, what must not, and which models are compared at all."""

from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.toys import benchmark, ranks, ratings, toy

Rows = list[tuple[str, float, float]]

# Whole scores and errors in eighths, so that shifting and doubling them is exact.
errors = st.integers(1, 40).map(lambda eighths: eighths / 8)
lists = st.lists(st.tuples(st.integers(0, 60), errors), min_size=1, max_size=9).map(
    lambda pairs: [(chr(ord("a") + i), float(score), se) for i, (score, se) in enumerate(pairs)]
)
few = settings(
    max_examples=9, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def ranked(*rows: Rows) -> list[dict[str, dict[str, Any]]]:
    """Several lists, each a ranking of its own, ranked at once."""
    names = [f"list-{i}" for i in range(len(rows))]
    con = toy(
        [row for name, found in zip(names, rows, strict=True) for row in ratings(name, found)], map(benchmark, names)
    )
    return [ranks(con, name) for name in names]


def outcome(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["rank_low"], row["rank_high"], row["is_tied_best"], row["n_tied"]


@given(rows=lists, data=st.data())
@few
def test_neither_the_order_of_rows_nor_a_constant_changes_a_rank(rows: Rows, data: st.DataObject) -> None:
    permuted = data.draw(st.permutations(rows))
    lifted = [(name, score + 1000, se) for name, score, se in rows]
    plain, other, higher = ranked(rows, permuted, lifted)
    assert {name: outcome(row) for name, row in plain.items()} == {name: outcome(row) for name, row in other.items()}
    assert {name: outcome(row) for name, row in plain.items()} == {name: outcome(row) for name, row in higher.items()}


@given(rows=lists.filter(lambda rows: len({score for _, score, _ in rows}) == len(rows)))
@few
def test_a_rank_belongs_to_the_score_and_not_to_the_name(rows: Rows) -> None:
    renamed = [(chr(ord("z") - i), score, se) for i, (_, score, se) in enumerate(rows)]
    plain, other = ranked(rows, renamed)
    assert [outcome(row) for row in plain.values()] == [outcome(row) for row in other.values()]
    assert [row["flag_next"] for row in plain.values()] == [row["flag_next"] for row in other.values()]


@given(rows=lists)
@few
def test_a_rank_range_holds_the_place_and_every_win_is_a_loss(rows: Rows) -> None:
    (found,) = ranked(rows)
    assert len(found) == len(rows)
    for row in found.values():
        assert 1 <= row["rank_low"] <= row["position"] <= row["rank_high"] <= len(rows)
    assert sum(row["rank_low"] - 1 for row in found.values()) == sum(
        len(rows) - row["rank_high"] for row in found.values()
    )
    leader = next(iter(found.values()))
    assert (leader["position"], leader["is_tied_best"], leader["rank_low"], leader["flag_best"]) == (
        1,
        True,
        1,
        "leader",
    )
    assert all(row["n_tied"] == sum(r["is_tied_best"] for r in found.values()) for row in found.values())


@given(rows=lists)
@few
def test_wider_errors_never_tell_more_apart(rows: Rows) -> None:
    sharp, blunt = ranked(rows, [(name, score, 2 * se) for name, score, se in rows])
    for name, row in sharp.items():
        assert blunt[name]["rank_low"] <= row["rank_low"] and row["rank_high"] <= blunt[name]["rank_high"]
        assert blunt[name]["is_tied_best"] >= row["is_tied_best"]


@given(score=st.integers(0, 60), se=errors, n=st.integers(2, 8))
@few
def test_equals_are_tied_and_share_every_rank(score: int, se: float, n: int) -> None:
    (found,) = ranked([(chr(ord("a") + i), float(score), se) for i in range(n)])
    assert {outcome(row) for row in found.values()} == {(1, n, True, n)}
    assert [row["flag_next"] for row in found.values()][:-1] == ["noise"] * (n - 1)


def test_models_that_lists_leave_out_are_measured_and_in_no_family(world_con: duckdb.DuckDBPyConnection) -> None:
    unlisted = {m for (m,) in world_con.execute("select model_id from mart_models where not is_listed").fetchall()}
    assert unlisted == {"someone/oak-birch-merge", "someone/oak-7b-lora", "gone/withdrawn-9b", "gone/flagged-8b"}
    measured = {m for (m,) in world_con.execute("select distinct model_id from mart_scores").fetchall()}
    ranked_models = {m for (m,) in world_con.execute("select distinct model_id from mart_ranks").fetchall()}
    assert unlisted <= measured and not unlisted & ranked_models
    (best,) = world_con.execute(
        "select model_id from mart_ranks where ranking = 'benchmark/ifeval' and position = 1"
    ).fetchall()
    assert best == ("someone/oak-7b-tuned",), "the flagged 99 is left out"


def test_of_two_runs_the_one_with_the_higher_mean_speaks_and_both_are_kept(
    world_con: duckdb.DuckDBPyConnection,
) -> None:
    runs = (
        "select setup, score from {} where model_id = 'acorn-ai/oak-7b-instruct' and benchmark_id = 'ifeval' order by 1"
    )
    assert world_con.execute(runs.format("mart_headlines")).fetchall() == [
        ("bfloat16, chat template", pytest.approx(70))
    ]
    assert [round(score) for _, score in world_con.execute(runs.format("mart_scores")).fetchall()] == [70, 60]


def test_a_tier_ranks_only_what_fits_it_and_among_itself(world_con: duckdb.DuckDBPyConnection) -> None:
    by_tier = (
        "select model_id, n_ranked, rank_low from mart_ranks where ranking = 'tier/8gb/overall/open' order by position"
    )
    found = world_con.execute(by_tier).fetchall()
    fits = {m for (m,) in world_con.execute("select model_id from mart_fits where need_gib <= 0.92 * 8").fetchall()}
    assert found and {model for model, _, _ in found} <= fits
    assert "acorn-ai/oak-70b" not in fits
    assert {n for _, n, _ in found} == {len(found)}
    assert found[0][2] == 1


def test_every_average_of_the_open_board_is_the_published_one(shipped: duckdb.DuckDBPyConnection) -> None:
    differing = shipped.execute("""
        with published as (
            select model_id, any_value(score) as average
            from raw_result join stg_names using (source, model)
            where source = 'open_llm_leaderboard' and benchmark = 'Average'
            group by model_id having count(*) = 1
        )
        select count(*), count(*) filter (abs(score - average) > 1e-9)
        from published left join mart_domain_scores using (model_id)
        where domain_id = 'overall' and board_id = 'open'
    """)
    compared, wrong = differing.fetchall()[0]
    assert compared > 4_000 and wrong == 0


@pytest.mark.parametrize("ranking", ["benchmark/ifeval", "domain/overall/open"])
def test_a_list_of_thousands_is_ranked_without_a_gap(shipped: duckdb.DuckDBPyConnection, ranking: str) -> None:
    positions = shipped.execute("select position from mart_ranks where ranking = ? order by 1", [ranking]).fetchall()
    assert [p for (p,) in positions] == list(range(1, len(positions) + 1))
    assert len(positions) > 1_000
