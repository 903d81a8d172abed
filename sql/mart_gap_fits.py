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
        select
            domain_id, board_id, benchmark_id, model_id, setting, unit, score, se, questions, is_field,
            case when metric = 'normalized' then 0 else coalesce(chance, 0) / 100 end as chance
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
    wide = {name: cells.pivot(index=KEYS, columns="benchmark_id", values=name)
            for name in ("score", "se", "questions", "chance")}  # fmt: skip
    score, se = wide["score"].to_numpy(), wide["se"].to_numpy()
    field = cells.groupby(KEYS).is_field.first().to_numpy()
    if (cells.unit == "points").all():
        chance = wide["chance"].max().to_numpy()
        z, v = _two_way.logit_cells(score, se, wide["questions"].to_numpy(), chance)
    else:
        chance, z, v = None, score, se * se
    found = _two_way.basket(score, se, z, v, field, chance)
    made = pd.DataFrame({"score": found.score, "se": found.se, "pessimistic": found.pessimistic}, wide["score"].index)
    return made[np.isfinite(made.score)].reset_index()
