"""Means over the tasks of each suite and category, before and after tuning, with places that hold all at once."""

import duckdb
import numpy as np
import pandas as pd

from sql import _tuned

MEASURES = {"base": "base_score", "tuned": "tuned_score", "lift": "lift", "gap_closed": "gap_closed"}


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row an entrant, suite, category (`all` of a suite) and measure: `score` with its 95 % interval, in points.

    Ranked are those that were measured on every task; of others `ahead` says how far they are from the ranked ones on
    the tasks that they have. A model that was only asked is a reference and no entrant: it has a mean and no place.
    The entrant `all` is the mean of the ranked ones, task by task.
    """
    rows = con.execute("""
        select suite_id, category_id, tuning_task_id, entrant, is_reference, base_score, tuned_score, lift, gap_closed
        from mart_tuned_scores order by suite_id, tuning_task_id, entrant
    """).df()
    found = []
    everything = rows.assign(category_id="all")
    for (suite, category), group in pd.concat([everything, rows]).groupby(["suite_id", "category_id"], sort=True):
        for measure, column in MEASURES.items():
            wide = group.pivot(index="entrant", columns="tuning_task_id", values=column)
            wide = wide.reindex(columns=sorted(group.tuning_task_id.unique())).dropna(how="all")
            is_reference = group.groupby("entrant").is_reference.all().reindex(wide.index)
            found += [(suite, category, measure, *one) for one in _list(wide, is_reference)]
    names = ["suite_id", "category_id", "measure", "entrant", "n_tasks", "n_all", "is_reference", "score", "score_low",
             "score_high", "spread", "ahead", "position", "rank_low", "rank_high", "is_tied_best"]  # fmt: skip
    means = pd.DataFrame(found, columns=names).astype(dict.fromkeys(["position", "rank_low", "rank_high"], "Int64"))
    ends = means.measure.isin(["base", "tuned"]), ["score_low", "score_high"]
    means.loc[ends] = means.loc[ends].astype(float).clip(0, 100)  # no mean of scores is beyond the scale
    return means


def _list(wide: pd.DataFrame, is_reference: pd.Series) -> list[tuple[object, ...]]:
    """One list, entrants × tasks: those with every task in order, then the others, then the references."""
    is_complete = wide.notna().all(axis=1) & ~is_reference
    ranked = wide[is_complete]
    ranked = ranked.loc[ranked.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    places: list[np.ndarray] = list(_tuned.places(ranked.to_numpy())) if len(ranked) else []
    found: list[tuple[object, ...]] = []
    if len(ranked):
        overall = _tuned.mean_interval(ranked.mean(axis=0).to_numpy())
        found.append(("all", wide.shape[1], wide.shape[1], False, *overall, None, 0.0, *[None] * 4))
    for i, (entrant, scores) in enumerate([*ranked.iterrows(), *wide[~is_complete].iterrows()]):
        own = scores.dropna()
        apart = own - ranked[own.index].mean(axis=0) if len(ranked) else own * np.nan
        place = (i + 1, *(int(x[i]) for x in places[:2]), bool(places[2][i])) if i < len(ranked) else (None,) * 4
        spread = float(apart.std(ddof=1)) if len(own) > 1 else None
        found.append((entrant, len(own), wide.shape[1], bool(is_reference[entrant]),
                      *_tuned.mean_interval(own.to_numpy()), spread, float(apart.mean()), *place))  # fmt: skip
    return found
