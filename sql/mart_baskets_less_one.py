"""Would another basket agree? The places of ranked models when one benchmark at a time is left out of a domain."""

import duckdb
import numpy as np
import pandas as pd

from sql import _two_way
from sql.mart_gap_fits import wide


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`n_less_one` baskets of one benchmark fewer, in how many of them a model is first, and its places over all."""
    cells = con.execute("""
        select domain_id, board_id, benchmark_id, model_id, setting, unit, score, se, questions, chance, is_field
        from mart_basket_scores
        where is_field and n_benchmarks >= 3
        order by domain_id, board_id, model_id, setting, benchmark_id
    """).df()
    made = [
        _places(found).assign(domain_id=domain, board_id=board)
        for (domain, board), found in cells.groupby(["domain_id", "board_id"])
    ]
    columns = {"domain_id": "str", "board_id": "str", "model_id": "str", "setting": "str", "n_less_one": "int64",
               "n_first": "int64", "place_low": "int64", "place_high": "int64"}  # fmt: skip
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    return pd.concat(made)[list(columns)] if made else empty


def _places(cells: pd.DataFrame) -> pd.DataFrame:
    models, score, _, z, v, chance = wide(cells)
    field = np.ones(len(models), dtype=bool)
    # How far strengths carry is learnt from the whole basket: one benchmark fewer tells hardly less of it.
    tau = _two_way.spread(z, v, field) if np.isnan(score).any() else np.zeros(score.shape[1])
    places = []
    for left_out in range(score.shape[1]):
        kept = np.delete(np.arange(score.shape[1]), left_out)
        less = score[:, kept]
        mean = less.mean(axis=1)
        if np.isnan(mean).any():
            some = np.isfinite(less).any(axis=1)  # a model may have had nothing but what was left out
            found = _two_way.fit(z[some][:, kept], v[some][:, kept], field[some], tau[kept])
            gaps = _two_way.expected(found.eta, None if chance is None else chance[kept])
            mean[some] = _two_way.mean(less[some], found, gaps)
        places.append(pd.Series(mean).rank(method="min", ascending=False, na_option="bottom"))
    every = pd.concat(places, axis=1).astype("int64")
    return pd.DataFrame({
        "n_less_one": every.shape[1], "n_first": (every == 1).sum(axis=1).array,
        "place_low": every.min(axis=1).array, "place_high": every.max(axis=1).array,
    }, index=models).reset_index()  # fmt: skip
