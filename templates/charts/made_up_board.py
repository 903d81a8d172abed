"""A made-up board: the plain mean of what each model ran, and its score over the whole basket."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK


def chart(rows: pd.DataFrame) -> Any:
    """`model, plain_mean, score, score_low, score_high, place`; a line leads from the plain mean to the score."""
    rows = rows[["model", "plain_mean", "score", "score_low", "score_high", "place"]]
    y = alt.Y("model:N", sort=list(rows.sort_values("place").model), title=None)
    scale = alt.Scale(domain=[40, 90], zero=False)
    title = "points: hollow, the plain mean; full, the score over the basket with its 95 % interval"
    base = alt.Chart(rows).encode(y=y)
    moved = base.mark_rule(color=INK, opacity=0.4, strokeDash=[2, 2]).encode(
        x=alt.X("plain_mean:Q", scale=scale, title=title), x2="score:Q"
    )
    spans = base.mark_rule(strokeWidth=2.5, color=ACCENT).encode(x=alt.X("score_low:Q", scale=scale), x2="score_high:Q")
    full = base.mark_point(filled=True, size=70, color=ACCENT, opacity=1).encode(x=alt.X("score:Q", scale=scale))
    hollow = base.mark_point(filled=False, size=90, color=INK, shape="square", opacity=1).encode(
        x=alt.X("plain_mean:Q", scale=scale)
    )
    return (moved + spans + hollow + full).properties(
        width=480, height=170,
        description="Six made-up models: the plain mean puts D first, the score over the whole basket puts it fifth.",
    )  # fmt: skip
