"""What tuning changed in each category of tasks: the mean lift with its interval over tasks."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, MUTED, _tuning


def chart(rows: pd.DataFrame) -> Any:
    """`category_name, n_tasks, lift, lift_low, lift_high`; no interval where there are too few tasks for one."""
    rows = rows.assign(**{column: rows[column].astype(float) for column in ("lift", "lift_low", "lift_high")})
    rows = rows.dropna(subset=["lift"])
    if rows.empty:
        return _tuning.nothing("No base was measured both before and after tuning.")
    rows = rows.assign(
        line=[
            f"{row.category_name}, {row.n_tasks} {'task' if row.n_tasks == 1 else 'tasks'}" for row in rows.itertuples()
        ],
        is_sure=rows.lift_low.notna(),
    )[["line", "lift", "lift_low", "lift_high", "is_sure"]]
    seen = pd.concat([rows.lift, rows.lift_low, rows.lift_high]).dropna()
    scale = alt.Scale(domain=[min(0.0, seen.min()), max(0.0, seen.max())], nice=True)
    y = alt.Y(
        "line:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, labelOverlap=False, labelPadding=8, ticks=False)
    )
    base = alt.Chart(rows).encode(y=y)
    title = "lift, points, with its 95 % interval over tasks"
    spans = base.transform_filter("datum.is_sure").mark_rule(strokeWidth=2, color=INK, opacity=0.6)
    dots = base.mark_point(size=60, strokeWidth=1.5, opacity=1, filled=True)
    return alt.layer(
        alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x="zero:Q"),
        spans.encode(x=alt.X("lift_low:Q", scale=scale, title=title), x2="lift_high:Q"),
        # A hollow dot has no interval: too few tasks.
        dots.transform_filter("datum.is_sure").encode(x="lift:Q", color=alt.value(ACCENT)),
        base.transform_filter("!datum.is_sure")
        .mark_point(size=60, strokeWidth=1.5, opacity=1, color=INK)
        .encode(x="lift:Q"),
        base.mark_text(dy=-12, color=INK).encode(x="lift:Q", text=alt.Text("lift:Q", format="+.1f")),
    ).properties(
        width=480,
        height=38 * len(rows),
        padding={"left": 45, "top": 8, "right": 12, "bottom": 12},
        description=f"Mean lift of {len(rows)} categories of tasks in points with 95 % intervals over tasks; "
        "hollow dots have too few tasks for one.",
    )
