"""Price against quality: what a better rating costs, with the uncertainty that decides whether it is better."""

from typing import Any

import pandas as pd

from templates.charts import WIDTH, _pareto, log_x


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, setting, price_blended, rating, rating_low, rating_high, state`; names on the frontier only."""
    ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
    title = "US dollars per million tokens, three in to one out"
    # Names stand to the left of their points: the first of them too has room within the plot.
    x = log_x("price_blended", rows.price_blended, title, ticks, 0.14, 1.5)
    drawn = _pareto.layers(_pareto.rated(rows), x, "price_blended", "arena rating, Elo, with 95 % interval", 12)
    return drawn.properties(
        width=WIDTH,
        height=400,
        description="Arena rating against price; diamonds are efficient, full dots may be, hollow ones are not.",
    )
