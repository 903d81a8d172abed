"""Domain scores on boards with gaps: each model standardised to the whole basket by a two-way model."""

import duckdb
import numpy as np
import pandas as pd

from sql import _two_way

KEYS = ["model_id", "setting"]


def table(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`score, se, pessimistic` of each model and setting of each basket that is not complete, in the scores' unit.

    The field that difficulties are learnt from is what lists show and what has enough of the basket to be ranked.
    """
    cells = con.execute("""
        select domain_id, board_id, benchmark_id, model_id, setting, unit, score, se, questions, chance, is_field
        from mart_basket_scores
        where has_gaps
        order by domain_id, board_id, model_id, setting, benchmark_id
    """).df()
    fits = [_fit(found).assign(domain_id=domain, board_id=board)
            for (domain, board), found in cells.groupby(["domain_id", "board_id"])]  # fmt: skip
    columns = ["domain_id", "board_id", *KEYS, "score", "se", "pessimistic"]
    empty = pd.DataFrame(
        {name: pd.Series(dtype="str" if name.endswith(("_id", "setting")) else "float") for name in columns}
    )
    return pd.concat([empty, *fits])[columns] if fits else empty


def _fit(cells: pd.DataFrame) -> pd.DataFrame:
    models, score, se, z, v, chance = wide(cells)
    found = _two_way.basket(score, se, z, v, cells.groupby(KEYS).is_field.first().to_numpy(), chance)
    made = pd.DataFrame({"score": found.score, "se": found.se, "pessimistic": found.pessimistic}, models)
    return made[np.isfinite(made.score)].reset_index()


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
