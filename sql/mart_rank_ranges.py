"""The places that the data allow each model of each list, all of a list at once at 95 % (Mogstad et al. 2023)."""

import duckdb
import numpy as np
import pandas as pd

EXACT = 400  # up to so many models every pair is compared


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`rank_low` and `rank_high` of each entrant of each list, the best and the worst place that fit the data."""
    rows = con.execute("""
        select ranking_id, entrant, score, se, c_tukey from mart_places order by ranking_id, position
    """).df()
    starts = np.flatnonzero(np.diff(rows.ranking_id, prepend=-1))
    ends = [*starts[1:], len(rows)][: len(starts)]
    score, se, c = rows.score.to_numpy(), rows.se.to_numpy(), rows.c_tukey.to_numpy()
    found = [ranges(score[i:j], se[i:j], c[i]) for i, j in zip(starts, ends, strict=True)]
    low, high = (np.concatenate([one[k] for one in found]) if found else np.array([], int) for k in (0, 1))
    return rows[["ranking_id", "entrant"]].assign(rank_low=low, rank_high=high)


def ranges(score: np.ndarray, se: np.ndarray, c: float) -> tuple[np.ndarray, np.ndarray]:
    """1 + the models that are certainly better than each, and all but those that are certainly worse.

    Two differ certainly where the gap is more than c √(SE² + SE²), Tukey's constant c as Kramer has it for unequal
    errors. In a long list half widths h stand for it whose sum is never less, and hardly more where errors are alike:
    h = c (SE²/t + t/2)/2, for √S ≤ S/2t + t/2 at any t; t is √2 times the median error.
    """
    n = len(score)
    if n <= EXACT:
        gap, least = score[None, :] - score[:, None], c * np.hypot(se[None, :], se[:, None])
        return 1 + (gap > least).sum(axis=1), n - (gap < -least).sum(axis=1)
    t = np.sqrt(2) * np.median(se)
    half = c * (se * se / t + t / 2) / 2
    lower, upper = score - half, score + half
    better = n - np.searchsorted(np.sort(lower), upper, side="right")
    worse = np.searchsorted(np.sort(upper), lower, side="left")
    return 1 + better, n - worse
