"""The first models of a domain: a dot for the score and a line for its 95 % interval."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, setting, score, score_low, score_high, is_tied_best, position, n_imputed`; twenty are drawn."""
    rows = rows.head(20)[
        ["model_name", "setting", "score", "score_low", "score_high", "is_tied_best", "position", "n_imputed"]
    ]
    # Two runs can share a label; the position, which the axis does not show, keeps them on lines of their own.
    settings = [f" ({setting})" if setting else "" for setting in rows.setting]
    named = zip(rows.position, rows.model_name, settings, strict=True)
    rows = rows.assign(line=[f"{position:02}{name[:34]}{setting}" for position, name, setting in named])
    axis = alt.Axis(
        labelExpr="slice(datum.label, 2)", labelLimit=260, labelOverlap=False, labelBound=False, ticks=False
    )
    base = alt.Chart(rows).encode(y=alt.Y("line:N", sort=None, title=None, axis=axis))
    span = [float(rows.score_low.min()), float(rows.score_high.max())]
    scale = alt.Scale(domain=span, nice=True, zero=False)
    x = alt.X("score_low:Q", title="score, with its 95 % interval", scale=scale)
    # What is partly filled in is dashed.
    spans = [
        base.transform_filter(f"datum.n_imputed {sign} 0")
        .mark_rule(strokeWidth=2, color=INK, opacity=0.55, strokeDash=dash)
        .encode(x=x, x2="score_high:Q")
        for sign, dash in (("==", [1, 0]), (">", [3, 2]))
    ]
    dots = base.mark_point(filled=True, size=55, opacity=1, strokeWidth=1.5).encode(
        x="score:Q",
        color=alt.condition("datum.is_tied_best", alt.value(ACCENT), alt.value(INK)),
        shape=alt.condition("datum.is_tied_best", alt.value("diamond"), alt.value("circle")),
    )
    return alt.layer(*spans, dots).properties(
        # Readers' fonts may be wider than the one that measured the labels here.
        padding={"left": 45, "top": 5, "right": 5, "bottom": 5},
        width=440,
        height=20 * len(rows),
        description=f"Scores of the first {len(rows)} models with their 95 % intervals; diamonds may be the best.",
    )
