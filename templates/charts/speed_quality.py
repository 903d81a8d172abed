"""Speed against quality: what a faster answer costs in rating, with the uncertainty that decides whether it does."""

from typing import Any

import pandas as pd

from templates.charts import WIDTH, _pareto, log_x


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, setting, tokens_per_second, rating, rating_low, rating_high, state`; names on the frontier only."""
    ticks = [10.0, 20, 50, 100, 200, 500, 1000, 2000]
    title = "tokens a second at the fastest provider, as published"
    x = log_x("tokens_per_second", rows.tokens_per_second, title, ticks, 0.8, 5)
    shown = _pareto.rated(rows)
    drawn = _pareto.layers(
        shown, x, "tokens_per_second", "arena rating, Elo, with 95 % interval", 12, is_more_better=True
    )
    return drawn.properties(
        width=WIDTH,
        height=340,
        description="Arena rating against speed; diamonds are efficient, full dots may be, hollow ones are not.",
    )
