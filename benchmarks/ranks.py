"""Measure what the statistics of a board cost: 4,600 models on 12 benchmarks, beside joining every pair."""

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import duckdb
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sql  # noqa: E402
from sql.mart_critical_values import c_tukey  # noqa: E402

# What the site works out of scores, in the order in which the views need one another.
VIEWS = (
    "mart_basket_scores", "mart_gap_fits", "mart_win_rates", "mart_domain_scores", "mart_rankings", "mart_entries",
    "mart_critical_values", "mart_places", "mart_rank_ranges", "mart_bests", "mart_pairs", "mart_ranks",
    "mart_recommendations", "mart_pareto", "mart_baskets_less_one", "mart_benchmark_health",
)  # fmt: skip
ITEM_PAIRS = (
    "benchmark_id", "model_id", "setting", "other_model_id", "other_setting",
    "n_items", "n_wins", "n_losses", "z", "p_exact",
)  # fmt: skip
PAIRS = """
    select a.benchmark_id, a.entrant, 1 + count(*) filter (b.score - b.half > a.score + a.half) as rank_low,
        count(*) - count(*) filter (b.score + b.half < a.score - a.half) as rank_high
    from ends as a join ends as b using (benchmark_id) group by all
"""


def board(models: int, benchmarks: int, hidden: float) -> duckdb.DuckDBPyConnection:
    """The tables that the views read: made-up scores, a part of them missing, on one board of one domain."""
    rng = np.random.default_rng(1)
    n = rng.choice([198, 541, 1319, 12_032], benchmarks)
    logit = rng.normal(0, 1, (models, 1)) - rng.normal(0, 1, benchmarks) + rng.normal(0, 0.3, (models, benchmarks))
    share = rng.binomial(n, 1 / (1 + np.exp(-logit))) / n
    row, column = np.nonzero(rng.random(share.shape) >= hidden)
    p, size = share[row, column], n[column]
    con = sql.connect()
    benchmark = pd.Series([f"b{i:02}" for i in range(benchmarks)])
    model = pd.Series([f"maker/m{i:05}" for i in range(models)])
    tables = {
        "mart_headlines": pd.DataFrame({
            "model_id": model[row].array, "setting": "", "benchmark_id": benchmark[column].array, "score": 100 * p,
            "se": 100 * np.sqrt(np.maximum(p * (1 - p), 0.25 / size) / size), "unit": "points", "n": size, "share": p,
            "questions": size.astype(float), "has_repeats": False, "metric": "accuracy",
            "score_low": 100 * p - 1, "score_high": 100 * p + 1,
        }),
        "mart_baskets": pd.DataFrame({
            "domain_id": "overall", "board_id": "open", "benchmark_id": benchmark, "name": benchmark, "unit": "points",
        }),
        "raw_benchmark": pd.DataFrame({
            "benchmark_id": benchmark, "chance": 0.0, "scoring": "right or wrong", "unit": "points",
        }),
        "mart_models": pd.DataFrame({"model_id": model, "name": model, "is_listed": True}),
        "mart_entrants": pd.DataFrame({"model_id": model, "setting": "", "entrant": range(models)}),
        "mart_fits": pd.DataFrame({"model_id": model, "precision": "4-bit", "need_gib": rng.uniform(1, 80, models)}),
        "mart_tier_fits": pd.DataFrame({"tier_id": "24gb", "model_id": model[: models // 2]}),
        "raw_tier": pd.DataFrame({"tier_id": ["24gb"]}),
        "mart_prices": pd.DataFrame({"model_id": model[::10], "price_blended": 1.0, "is_deprecated": False}),
        "mart_pareto_points": pd.DataFrame({
            "axis": "price", "model_id": model[::10], "setting": "", "cost": rng.uniform(0, 20, len(model[::10])),
            "score": rng.normal(50, 10, len(model[::10])), "se": 1.0,
            "provider_name": "p", "cost_dated": "", "cost_source": "s",
        }),
        "mart_item_pairs": pd.DataFrame({
            **{name: pd.Series(dtype=str) for name in ITEM_PAIRS[:5]},
            **{name: pd.Series(dtype=float) for name in ITEM_PAIRS[5:]},
        }),
        "stg_results": pd.DataFrame({
            **{name: pd.Series(dtype=str) for name in ("source", "upstream", "metric", "model_id", "setting")},
            **{name: pd.Series(dtype=float) for name in ("score", "score_low", "score_high")},
        }),
    }  # fmt: skip
    for name, frame in tables.items():
        con.register("incoming", frame)
        con.execute(f"create table {name} as select * from incoming")
        con.unregister("incoming")
    return con


def made(con: duckdb.DuckDBPyConnection, names: Iterable[str] = VIEWS) -> dict[str, float]:
    """Seconds of each view."""
    views, seconds = {view.name: view for view in sql.views()}, {}
    for name in names:
        con.execute(f"drop table if exists {name}")
        started = time.perf_counter()
        sql.make(con, views[name])
        seconds[name] = time.perf_counter() - started
    return seconds


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def every_pair(con: duckdb.DuckDBPyConnection) -> Callable[[], object]:
    """Rank ranges of the benchmarks by joining each list with itself, as a plain query would."""
    con.execute(
        "create or replace temp table ends as select benchmark_id, entrant, score, ? / sqrt(2) * se as half "
        "from mart_headlines join mart_entrants using (model_id, setting)", [c_tukey(4_600)],
    )  # fmt: skip
    return lambda: con.execute(f"create or replace temp table joined as {PAIRS}")


@click.command()
@click.option("--models", default=4_600, show_default=True)
@click.option("--benchmarks", default=12, show_default=True)
@click.option("--hidden", default=0.3, show_default=True, help="Share of the scores that is missing.")
@click.option("--repeats", default=5, show_default=True)
@click.option("--peer/--no-peer", default=True, help="Also join every list with itself.")
def main(models: int, benchmarks: int, hidden: float, repeats: int, peer: bool) -> None:
    """Print the seconds of each view, their sum beside its budget of 1 s, and the ratio to comparing every pair."""
    con = board(models, benchmarks, hidden)
    made(con)  # loads what a build has loaded by then
    rounds, joins, windows = [], [], []
    for _ in range(repeats):
        rounds.append(made(con))
        if peer:
            joins.append(timed(every_pair(con)))
            windows.append(rounds[-1]["mart_places"] + rounds[-1]["mart_rank_ranges"])
    for name in VIEWS:
        click.echo(f"{name:24} {statistics.median(found[name] for found in rounds):6.3f} s")
    sums = [sum(found.values()) for found in rounds]
    click.echo(f"{'all':24} {statistics.median(sums):6.3f} s ({min(sums):.3f}–{max(sums):.3f}), budget 1 s")
    if peer:
        ratio = statistics.median(join / window for join, window in zip(joins, windows, strict=True))
        click.echo(
            f"every pair joined         {statistics.median(joins):6.3f} s: {ratio:.1f} × our rank ranges of all lists"
        )


if __name__ == "__main__":
    main()
