"""Who is the best of each task after tuning: as counted, how likely given the errors, and who is tied with the best."""

import duckdb
import numpy as np
import pandas as pd

from sql import _tuned
from sql.mart_critical_values import c_mcb, c_tukey
from sql.mart_rank_ranges import ranges


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a tuned entrant and task: `place` (ties share the better), `first_share` as counted, `p_first`.

    `rank_low` to `rank_high` hold all at once, the best is among those with `is_tied_best`, and an entrant is at most
    `delta_star` points below the best, each at 95 %. `flattery` is the winner's curse of the task in points, `c_choice`
    the |z| that its best must exceed to differ from one other. A tune whose error is not known may have any place, has
    no probability, and leaves open how far below the best the others may be.
    """
    rows = con.execute("""
        select tuning_task_id, entrant, tuned_score, tuned_se
        from mart_tuned_scores where not is_reference order by tuning_task_id, entrant
    """).df()
    return pd.concat([_task(str(task), group) for task, group in rows.groupby("tuning_task_id", sort=True)] or [_NONE])


_NONE = pd.DataFrame({
    "tuning_task_id": pd.Series(dtype=str), "entrant": pd.Series(dtype=str),
    **dict.fromkeys(("n_entrants", "place", "rank_low", "rank_high"), pd.Series(dtype="int64")),
    **dict.fromkeys(("is_first", "is_tied_best"), pd.Series(dtype=bool)),
    **dict.fromkeys(("first_share", "c_choice", "p_first", "flattery", "delta_star"), pd.Series(dtype=float)),
})  # fmt: skip


def _task(task: str, group: pd.DataFrame) -> pd.DataFrame:
    p, score, se = len(group), group.tuned_score.to_numpy(), group.tuned_se.to_numpy(dtype=float)
    known = ~np.isnan(se)
    is_first, n_unknown = score == score.max(), p - int(known.sum())
    found = pd.DataFrame({
        "tuning_task_id": task, "entrant": group.entrant.to_numpy(), "n_entrants": p,
        "place": group.tuned_score.rank(ascending=False, method="min").astype(int).to_numpy(), "is_first": is_first,
        "first_share": is_first / is_first.sum(), "c_choice": _tuned.c_choice(p),
        "p_first": np.nan, "flattery": np.nan, "delta_star": np.nan,
        "rank_low": 1, "rank_high": p, "is_tied_best": True,
    })  # fmt: skip
    if not known.any():
        return found
    score, se = score[known], se[known]
    found.loc[known, "p_first"], found["flattery"] = _tuned.best_shares(score, se)
    low, high = ranges(score, se, c_tukey(p))
    found.loc[known, "rank_low"], found.loc[known, "rank_high"] = low, high + n_unknown
    # How far each may be below each other one, of which its own self is none.
    apart, least = score[None, :] - score[:, None], c_mcb(p - 1) * np.hypot(se[None, :], se[:, None])
    found.loc[known, "is_tied_best"] = ~(apart > least).any(axis=1)
    if not n_unknown:
        np.fill_diagonal(least, -np.inf)
        found["delta_star"] = np.maximum(0, (apart + least).max(axis=1))
    return found
