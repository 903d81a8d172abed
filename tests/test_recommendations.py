"""What to take: how much worse one can be at most, the smallest that will do, and what is efficient."""

from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sql
from sql.mart_critical_values import c_mcb
from tests.toys import benchmark, ranks, ratings, toy

BY_NAME = {view.name: view for view in sql.views()}


def made(view: str, **tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one view over hand-written tables that it reads."""
    con = duckdb.connect()
    for name, rows in tables.items():
        con.register("incoming", pd.DataFrame(rows))
        con.execute(f"create table {name} as select * from incoming")
    found = con.execute(BY_NAME[view].text).df()
    return [{key: None if value != value else value for key, value in row.items()} for row in found.to_dict("records")]


MODELS = {"s": (5.0, 60.0), "m": (16.0, 70.0), "m2": (20.0, 69.5), "l": (40.0, 71.0)}


def test_how_much_worse_at_most_is_hsus_bound() -> None:
    con = toy(ratings("overall", [(name, score, 1.0) for name, (_, score) in MODELS.items()]))
    found = {name: row["delta_star"] for name, row in ranks(con, "arena-overall").items()}
    assert found == pytest.approx({"s": 13.92, "m": 3.92, "m2": 4.42, "l": 1.92}, abs=0.005)


@pytest.mark.parametrize(("margin", "taken", "surest"), [(5, "m", "l"), (2, "l", "l"), (1, None, "l")])
def test_the_smallest_within_the_margin_is_taken_and_none_where_the_data_cannot_say(
    margin: int, taken: str | None, surest: str
) -> None:
    bound = {"s": 13.92, "m": 3.92, "m2": 4.42, "l": 1.92}
    listed = {"ranking": "tier/48gb/overall/open", "tier_id": "48gb", "domain_id": "overall", "board_id": "open"}
    bests = [
        {"entrant": i, "score": score, "best_score": 71.0, "margin": margin, "delta_star": bound[name], "ranking_id": 1}
        for i, (name, (_, score)) in enumerate(MODELS.items())
    ]
    (row,) = made(
        "mart_recommendations",
        mart_bests=bests,
        mart_rankings=[{"ranking_id": 1, **listed}],
        mart_places=[{"ranking_id": 1, "n_ranked": 4}],
        mart_entrants=[{"entrant": i, "model_id": name, "setting": ""} for i, name in enumerate(MODELS)],
        mart_models=[{"model_id": name, "name": name} for name in MODELS],
        mart_fits=[
            {"model_id": name, "precision": "4-bit", "need_gib": need, "tier_id": "x"}
            for name, (need, _) in MODELS.items()
        ],
        mart_prices=[{"model_id": "none", "price_blended": 1.0, "is_deprecated": False}],
    )
    assert (row["model_id"], row["surest_model_id"]) == (taken, surest)
    assert row["least_delta_star"] == 1.92


def points(**models: tuple[float, float, float]) -> list[dict[str, Any]]:
    return [
        {"axis": "price", "model_id": name, "setting": "", "cost": cost, "score": score, "se": se,
         "provider_name": "p", "cost_dated": date(2026, 1, 1), "cost_source": "s"}
        for name, (cost, score, se) in models.items()
    ]  # fmt: skip


def states(**models: tuple[float, float, float]) -> dict[str, str]:
    return {row["model_id"]: row["state"] for row in made("mart_pareto", mart_pareto_points=points(**models))}


def test_efficiency_has_three_states() -> None:
    found = states(S=(0.1, 60, 1), M=(0.4, 70, 1), M2=(0.5, 69.5, 1), L=(2, 71, 1), XL=(5, 78, 1), W=(5, 60, 1))
    assert {name for name, state in found.items() if state == "frontier"} == {"S", "M", "L", "XL"}
    assert (found["M2"], found["W"]) == ("possibly efficient", "dominated")


def test_equals_in_both_are_both_efficient() -> None:
    assert states(a=(1, 70, 1), b=(1, 70, 1)) == {"a": "frontier", "b": "frontier"}


quick = settings(max_examples=25, deadline=None, derandomize=True, database=None)
clouds = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=12)


@given(cloud=clouds)
@quick
def test_something_is_efficient_and_what_is_better_at_no_more_cost_decides(cloud: list[tuple[int, int, int]]) -> None:
    models = {f"m{i}": (float(cost), float(score), float(se)) for i, (cost, score, se) in enumerate(cloud)}
    found = states(**models)
    assert "frontier" in found.values()
    for name, (cost, score, se) in models.items():
        others = [other for other in models.values() if other[0] <= cost]
        beaten = any(o[1] - score > 1.644854 * np.hypot(se, o[2]) for o in others)
        matched = any(o[1] >= score and (o[1] > score or o[0] < cost) for o in others)
        assert found[name] == ("dominated" if beaten else "possibly efficient" if matched else "frontier")


@pytest.mark.parametrize(
    "ranking", ["benchmark/ifeval", "benchmark/arena-overall", "domain/overall/frontier", "domain/coding/livebench"]
)
def test_the_best_and_the_bound_are_what_comparing_every_pair_gives(
    shipped: duckdb.DuckDBPyConnection, ranking: str
) -> None:
    rows = shipped.execute("""
        select entrant, score, se, is_tied_best, delta_star, n_ranked
        from mart_places join mart_rankings using (ranking_id) left join mart_bests using (ranking_id, entrant, score)
        where ranking = ? order by entrant
    """, [ranking]).df()  # fmt: skip
    score, se = rows.score.to_numpy(), rows.se.to_numpy()
    gap, error = score[None, :] - score[:, None], np.hypot(se[None, :], se[:, None])
    c = shipped.execute("select c_mcb from mart_critical_values where n_ranked = ?", [len(rows)]).fetchall()[0][0]
    assert c == pytest.approx(c_mcb(len(rows) - 1))
    assert list(rows.is_tied_best.fillna(False)) == list((gap <= c * error).all(axis=1))
    bound = np.where(np.eye(len(rows), dtype=bool), -np.inf, gap + c * error).max(axis=1)
    known = rows.delta_star.notna().to_numpy()
    assert known.sum() >= min(60, len(rows))
    assert rows.delta_star[known].to_numpy() == pytest.approx(np.maximum(0, bound)[known], abs=1e-9)


def test_one_very_certain_model_below_the_leader_can_exclude_another() -> None:
    # The leader is so uncertain that alone it would exclude nobody.
    rows = [("leader", 100.0, 40.0), ("sure", 95.0, 0.1), ("low", 90.0, 0.5)]
    found = ranks(toy(ratings("overall", rows)), "arena-overall")
    assert {name: row["is_tied_best"] for name, row in found.items()} == {"leader": True, "sure": True, "low": False}


def test_exact_ties_share_place_rank_and_flag_whatever_their_names() -> None:
    rows = [("z", 70.0, 1.0), ("a", 70.0, 1.0), ("m", 60.0, 1.0), ("b", 60.0, 1.0)]
    found = ranks(toy(ratings("overall", rows)), "arena-overall")
    told = ("place", "rank_low", "rank_high", "is_tied_best", "flag_best", "delta_star")
    assert [found["z"][key] for key in told] == [found["a"][key] for key in told]
    assert [found["m"][key] for key in told] == [found["b"][key] for key in told]
    assert (found["a"]["place"], found["a"]["flag_best"], found["b"]["place"]) == (1, "leader", 3)


def test_the_tied_set_holds_the_true_best_of_100_equal_models_19_times_in_20() -> None:
    # Through the views themselves: sixty lists of a hundred equal models, of which the first is taken for the best.
    rng = np.random.default_rng(11)
    names = [f"list-{i}" for i in range(60)]
    rows = []
    for name in names:
        scores = 1000 + rng.standard_normal(100)
        rows += ratings(name, [(f"m{k:02}", float(score), 1.0) for k, score in enumerate(scores)])
    con = toy(rows, map(benchmark, names))
    held = con.execute("""
        select count(*), count(*) filter (is_tied_best) from mart_ranks
        where ranking like 'benchmark/list-%' and model_id = 'acorn/acorn-m00'
    """).fetchall()[0]
    assert held[0] == 60 and held[1] >= 54
