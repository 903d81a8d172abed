"""Tuned models against a model that was only asked, task by task: wins, ties and losses, counted and clear."""

import duckdb
import pandas as pd

from sql import _tuned


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a suite, category (`all` of a suite), reference and `who`: an entrant, or `best` of each task.

    `win_share` with Wilson's interval, `p_sign` of the exact sign test without the ties, the mean gap in points with
    its interval over tasks, and the same less the winner's curse, which is the best's alone.
    """
    rows = con.execute("""
        select * from mart_tuned_gaps order by suite_id, category_id, reference, tuning_task_id, entrant
    """).df()
    found = []
    rows = pd.concat([rows.assign(category_id="all"), rows], ignore_index=True)
    best = rows[rows.is_best].assign(who="best", is_clear=rows.is_chosen_clear)
    rows = pd.concat([rows.assign(who=rows.entrant), best], ignore_index=True)
    for key, group in rows.groupby(["suite_id", "category_id", "reference", "reference_name", "who"], sort=True):
        wins, losses = int((group.gap > 0).sum()), int((group.gap < 0).sum())
        clear = [int((group.is_clear & (sign * group.gap > 0)).sum()) for sign in (1, -1)]
        found.append((
            *key, len(group), wins, len(group) - wins - losses, losses, *clear, wins / len(group),
            *_tuned.wilson(wins, len(group)), _tuned.sign_test(wins, losses),
            *_tuned.mean_interval(group.gap.to_numpy()), *_tuned.mean_interval(group.gap_less_flattery.to_numpy()),
        ))  # fmt: skip
    names = ["suite_id", "category_id", "reference", "reference_name", "who", "n_tasks", "n_wins", "n_ties", "n_losses",
             "n_clear_wins", "n_clear_losses", "win_share", "win_low", "win_high", "p_sign", "gap", "gap_low",
             "gap_high", "gap_less_flattery", "less_low", "less_high"]  # fmt: skip
    return pd.DataFrame(found, columns=names)
