"""Domain scores on boards with gaps: each model standardised to the whole basket, one row a gap that was filled."""

import duckdb
import numpy as np
import pandas as pd

from sql import _two_way

KEYS = ["model_id", "setting"]
TEXTS = ["domain_id", "board_id", *KEYS, "benchmark_id"]
NUMBERS = ["strength", "difficulty", "predicted", "score", "se", "pessimistic"]


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Of each gap θ, δ and the predicted score, and of its model `score`, `se` and `pessimistic`, in the scores' unit.

    The field that difficulties are learnt from is what lists show and what has enough of the basket to be ranked.
    """
    cells = con.execute("""
        select domain_id, board_id, benchmark_id, model_id, setting, unit, score, se, questions, chance, is_field
        from mart_basket_scores
        where has_gaps
        order by domain_id, board_id, model_id, setting, benchmark_id
    """).df()
    fits = [
        _fit(found).assign(domain_id=domain, board_id=board)
        for (domain, board), found in cells.groupby(["domain_id", "board_id"])
    ]
    none = {name: pd.Series(dtype="str" if name in TEXTS else "float") for name in TEXTS + NUMBERS}
    return pd.concat(fits)[list(none)] if fits else pd.DataFrame(none)


def _fit(cells: pd.DataFrame) -> pd.DataFrame:
    models, score, se, z, v, chance = wide(cells)
    found = _two_way.basket(score, se, z, v, cells.groupby(KEYS).is_field.first().to_numpy(), chance)
    row, column = np.nonzero(np.isfinite(found.predicted) & np.isfinite(found.score)[:, None])
    gaps = {
        "benchmark_id": np.array(sorted(cells.benchmark_id.unique()))[column],
        "strength": found.strength[row], "difficulty": found.difficulty[column],
        "predicted": found.predicted[row, column], "score": found.score[row], "se": found.se[row],
        "pessimistic": found.pessimistic[row],
    }  # fmt: skip
    return pd.DataFrame(gaps, index=models[row]).reset_index()


def wide(
    cells: pd.DataFrame,
) -> tuple[pd.MultiIndex, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]:
    """One basket's cells as arrays, a row a model: its keys, `score`, `se`, `z`, `v`, and shares by chance."""
    table = cells.pivot(index=KEYS, columns="benchmark_id", values=["score", "se", "questions", "chance"])
    score, se = table["score"].to_numpy(), table["se"].to_numpy()
    if (cells.unit != "points").any():
        return table.index, score, se, score, se * se, None
    chance = table["chance"].max().to_numpy()
    return table.index, score, se, *_two_way.logit_cells(score, se, table["questions"].to_numpy(), chance), chance
