"""What goes with a larger lift, a higher tuned score or a lead over a model only asked: correlations."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd

from sql import _tuned

FEATURES = ("train_examples", "tokens_p95", "tokens_max", "n")


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a suite, pair of figures and `unit` (task, base, run): Pearson with Fisher's interval, and Spearman.

    `by_construction` is what Pearson would be were the two figures, of which one is part of the other, unrelated:
    corr(b, t − b) = −sd(b)/√(sd(b)² + sd(t)²). Runs of one base or one task are not independent and get no interval.
    """
    found = [*_of_tasks(con), *_of_bases(con), *_of_runs(con)]
    names = ["suite_id", "about", "unit", "x", "y", "n", "pearson", "low", "high", "spearman", "by_construction"]
    return pd.DataFrame(found, columns=names)


def _pair(key: tuple[str, ...], x: pd.Series, y: pd.Series) -> tuple[object, ...]:
    """Correlations of what both have; where they are coupled, y is the difference of x + y from x."""
    # Differences that are equal in what was published are equal here, and share a rank.
    both = pd.concat([x, y], axis=1).dropna().to_numpy(dtype=float).round(9)
    if len(both) < 3 or (both.std(axis=0) == 0).any():
        return (*key, len(both), *[None] * 5)
    pearson = float(np.corrcoef(both.T)[0, 1])
    ranked = pd.DataFrame(both).rank().to_numpy()
    interval = (None, None) if key[2] == "run" else _tuned.fisher(pearson, len(both))
    spread, of_sum = both[:, 0].std(), both.sum(axis=1).std()
    coupled = -float(spread / np.hypot(spread, of_sum)) if key[1] == "coupled" else None
    return (*key, len(both), pearson, *interval, float(np.corrcoef(ranked.T)[0, 1]), coupled)


def _of_tasks(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    """Each feature of a task against its mean lift, and against the lead of its best tune."""
    rows = con.execute("""
        with lifts as (
            select suite_id, tuning_task_id, avg(base_score order by entrant) as base,
                avg(tuned_score order by entrant) as tuned, avg(lift order by entrant) as lift
            from mart_tuned_scores where lift is not null group by all
        )
        select lifts.*, reference, reference_name, reference_score, gap,
            log10(train_examples) as train_examples, log10(tokens_p95) as tokens_p95, log10(tokens_max) as tokens_max,
            log10(n) as n
        from lifts
        join raw_tuning_task using (tuning_task_id)
        left join mart_tuned_gaps using (tuning_task_id, suite_id)
        where is_best is not false
        order by suite_id, reference, tuning_task_id
    """).df()
    for suite, of_suite in rows.groupby("suite_id", sort=True):
        tasks = of_suite.drop_duplicates("tuning_task_id")
        for feature in FEATURES:
            yield _pair((suite, "data", "task", feature, "lift"), tasks[feature], tasks.lift)
        yield _pair((suite, "coupled", "task", "base", "lift"), tasks.base, tasks.lift)
        yield _pair((suite, "sound", "task", "base", "tuned"), tasks.base, tasks.tuned)
        for (_, name), of_one in of_suite.dropna(subset="reference").groupby(
            ["reference", "reference_name"], sort=True
        ):
            for feature in FEATURES:
                yield _pair((suite, "data", "task", feature, f"gap to {name}"), of_one[feature], of_one.gap)
            yield _pair((suite, "coupled", "task", str(name), f"gap to {name}"), of_one.reference_score, of_one.gap)


def _of_bases(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    """Each base's public score against its means over the tasks."""
    rows = con.execute("select * from mart_tuned_public order by suite_id, board_id, entrant").df()
    for (suite, board), group in rows.groupby(["suite_id", "board_id"], sort=True):
        for y in ("base", "tuned"):
            yield _pair((suite, "public", "base", str(board), y), group.public_score, group[f"{y}_score"])
    for suite, group in rows.drop_duplicates(["suite_id", "entrant"]).groupby("suite_id", sort=True):
        yield _pair((suite, "sound", "base", "base", "tuned"), group.base_score, group.tuned_score)
        yield _pair((suite, "coupled", "base", "base", "lift"), group.base_score, group.lift)


def _of_runs(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    """Each run's score before tuning against the one after it, the lift, and the lift against the mean of both."""
    rows = con.execute("""
        select suite_id, base_score, tuned_score, lift from mart_tuned_scores
        where lift is not null order by suite_id, tuning_task_id, entrant
    """).df()
    for suite, group in rows.groupby("suite_id", sort=True):
        mean = (group.base_score + group.tuned_score) / 2
        yield _pair((suite, "sound", "run", "base", "tuned"), group.base_score, group.tuned_score)
        yield _pair((suite, "sound", "run", "mean of both", "lift"), mean, group.lift)
        yield _pair((suite, "coupled", "run", "base", "lift"), group.base_score, group.lift)
