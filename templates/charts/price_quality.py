"""Price against quality: what a better rating costs, with the uncertainty that decides whether it is better."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, WIDTH, log_x


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, setting, price_blended, rating, rating_low, rating_high`; names on the frontier only."""
    ordered = rows.sort_values(["price_blended", "rating"], ascending=[True, False])
    best = ordered[ordered.rating > ordered.rating.cummax().shift(fill_value=float("-inf"))]
    ticks = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
    title = "US dollars per million tokens, three in to one out"
    # Names stand to the left of their points: the first of them too has room within the plot.
    x = log_x("price_blended", rows.price_blended, title, ticks, 0.14, 1.5)
    scale = alt.Scale(zero=False)
    height = alt.Y("rating_low:Q", scale=scale, title="arena rating, Elo, with 95 % interval")
    points = alt.Chart(rows[["price_blended", "rating", "rating_low", "rating_high"]]).encode(x=x)
    spans = points.mark_rule(color=INK, opacity=0.35).encode(y=height, y2="rating_high:Q")
    dots = points.mark_point(filled=True, size=20, color=INK, opacity=0.6).encode(y=alt.Y("rating:Q", scale=scale))
    labels = [f"{r.model_name}{f' ({r.setting})' if r.setting else ''}" for r in best.itertuples()]
    cheapest = best[["price_blended", "rating"]].assign(label=labels)
    leaders = alt.Chart(cheapest).encode(x=x, y="rating:Q")
    frontier = leaders.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=1.5)
    marks = leaders.mark_point(filled=True, size=55, shape="diamond", color=ACCENT, opacity=1)
    # A name is drawn where the next step leaves room for it.
    roomy = cheapest[cheapest.rating.diff(-1).abs().fillna(99) >= 12]
    names = alt.Chart(roomy).mark_text(align="right", dx=-6, dy=-6, color=INK).encode(x=x, y="rating:Q", text="label:N")
    return (spans + dots + frontier + marks + names).properties(
        width=WIDTH,
        height=400,
        description="Arena rating against price; diamonds are the models that nothing cheaper beats by its estimate.",
    )
