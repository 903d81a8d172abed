"""The best tune of each task against one model that was only asked, easiest to beat first."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, FONT, INK, RULE, _tuning

LESS = "less the winner's curse"
KINDS = {  # what is seen, its shape, and what fills it
    "clearly above": ("diamond", ACCENT),
    "not told apart": ("circle", "transparent"),
    "clearly below": ("triangle-down", INK),
    LESS: ("M0,-1.1L0,1.1", "transparent"),
}


def chart(rows: pd.DataFrame) -> Any:
    """`task_name, gap, gap_less_flattery, verdict, reference_name`, of one reference."""
    rows = rows.assign(gap=rows.gap.astype(float), less=rows.gap_less_flattery.astype(float)).dropna(subset=["gap"])
    if rows.empty:
        return _tuning.nothing("No tune can be held against a model that was only asked.")
    rows = rows.sort_values("gap", ascending=False, kind="stable")
    reference = rows.reference_name.iloc[0]
    marks = pd.concat(
        [
            rows[["task_name", "gap", "verdict"]].rename(columns={"gap": "at", "verdict": "kind"}),
            rows[["task_name", "less"]].rename(columns={"less": "at"}).assign(kind=LESS).dropna(subset=["at"]),
        ]
    )
    y = alt.Y(
        "task_name:N",
        sort=None,
        scale=alt.Scale(domain=list(rows.task_name)),
        title=None,
        axis=alt.Axis(labelLimit=200, labelOverlap=False, ticks=False, domain=False, labelPadding=8),
    )
    signed = "datum.value == 0 ? '0' : datum.label"
    x = alt.X(
        "at:Q",
        title=f"points above or below {reference}",
        axis=alt.Axis(format="+d", labelExpr=signed, labelFlush=False),
    )
    shapes, fills = zip(*KINDS.values(), strict=True)
    legend = alt.Legend(orient="top", title=None, labelColor=INK, labelFont=FONT, labelFontSize=12,
                        symbolSize=70, columnPadding=30, labelLimit=0)  # fmt: skip
    return alt.layer(
        alt.Chart(rows[["task_name", "gap"]].assign(zero=0))
        .mark_rule(color=RULE, strokeWidth=1.5)
        .encode(x="zero:Q", x2="gap:Q", y=y),
        alt.Chart(pd.DataFrame({"at": [0]})).mark_rule(color=INK, strokeWidth=1.2).encode(x=x),
        alt.Chart(marks)
        .mark_point(size=65, strokeWidth=1.3, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(shapes)), legend=legend),
            fill=alt.Fill("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(fills)), legend=legend),
            stroke=alt.Stroke("kind:N", scale=alt.Scale(domain=list(KINDS), range=[INK] * len(KINDS)), legend=legend),
        ),
    ).properties(
        width=500,
        height=19 * len(rows),
        padding={"left": 45, "top": 8, "right": 12, "bottom": 12},
        description=f"How far the best tune of each of {len(rows)} tasks is above or below {reference}, in points: "
        "diamonds clearly above, circles not told apart, triangles clearly below; ticks are the same less the "
        "winner's curse.",
    )
