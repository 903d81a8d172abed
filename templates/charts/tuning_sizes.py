"""The training sets of the tasks: how large they are, and what tuning changed at each size."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from templates.charts import ACCENT, INK, WIDTH, _tuning, log_x

WIDE, HIGH, DOT = WIDTH - 80, 300, 11
TICKS: list[float] = [one * 10**power for power in range(8) for one in (1, 3)]
# The lowest and the highest so many, of sizes and of lifts, have their names.
OUTERMOST = 3


def chart(rows: pd.DataFrame) -> Any:
    """`name, train_examples, lift_mean`, a row a task; tasks whose size is not known are left out."""
    rows = rows.assign(size=rows.train_examples.astype(float), lift=rows.lift_mean.astype(float))
    rows = rows.dropna(subset=["size"]).sort_values(["size", "name"])
    if rows.empty:
        return _tuning.nothing("The size of no training set is known.")
    ends = np.log10([rows["size"].min() * 0.75, rows["size"].max() * 1.33])
    across = (np.log10(rows["size"]) - ends[0]) / (ends[1] - ends[0]) * WIDE
    x = log_x("size", rows["size"], "training examples", TICKS, 0.75, 1.33)
    x = x.axis(values=TICKS, grid=False, format=",d")
    stacked = _stacked(rows.assign(across=across), x)
    lifts = rows.assign(across=across).dropna(subset=["lift"])
    parts = [stacked, *([_lifts(lifts, x, ends)] if len(lifts) else [])]
    return alt.vconcat(*parts, spacing=24).properties(
        description=f"The number of training examples of {len(rows)} tasks on a logarithmic axis, and below it the "
        "mean lift of each in points.",
    )


def _stacked(rows: pd.DataFrame, x: alt.X) -> Any:
    """A dot a task, at the lowest level on which it touches none before it."""
    last: list[float] = []
    levels = []
    for at in rows.across:
        level = next((i for i, end in enumerate(last) if at - end >= DOT), len(last))
        last[level : level + 1] = [at]
        levels.append(level + 0.5)
    top = len(last) + 1.5
    y = alt.Scale(domain=[0, top])
    dots = alt.Chart(rows[["size"]].assign(level=levels)).mark_point(filled=True, size=62, color=ACCENT, opacity=1)
    median = float(rows["size"].median())
    bare = x.copy().title(None)
    middle = alt.Chart(pd.DataFrame({"size": [median], "level": [top], "says": [f"median {median:,.0f}"]}))
    return alt.layer(
        middle.mark_rule(color=INK, strokeDash=[4, 3]).encode(x=bare),
        middle.mark_text(align="left", baseline="top", dx=5, color=INK, fontSize=12).encode(
            x=bare, y=alt.Y("level:Q", scale=y, axis=None), text="says:N"
        ),
        dots.encode(x=bare, y=alt.Y("level:Q", scale=y, axis=None)),
    ).properties(width=WIDE, height=DOT * top)


def _lifts(rows: pd.DataFrame, x: alt.X, ends: Any) -> Any:
    low, high = min(0.0, rows.lift.min()), max(0.0, rows.lift.max()) * 1.08 or 1.0
    outer = {i for by in ("size", "lift") for order in [np.argsort(rows[by].to_numpy(), kind="stable")]
             for i in (*order[:OUTERMOST], *order[-OUTERMOST:])}  # fmt: skip
    rows = rows.assign(text=[name if i in outer else "" for i, name in enumerate(rows.name)])
    rows = rows.sort_values("text", ascending=False, kind="stable")
    points = [(at, (high - lift) / (high - low) * HIGH) for at, lift in zip(rows.across, rows.lift, strict=True)]
    y = alt.Y("lift:Q", scale=alt.Scale(domain=[low, high], nice=False), title="mean lift, points")

    def data(place: tuple[float, float]) -> tuple[float, float]:
        return 10 ** (ends[0] + place[0] / WIDE * (ends[1] - ends[0])), high - place[1] / HIGH * (high - low)

    dots = alt.Chart(rows[["size", "lift"]]).mark_point(filled=True, size=45, color=ACCENT, opacity=0.9)
    named = _tuning.names(points, list(rows.text), WIDE, x, y, data)
    return alt.layer(dots.encode(x=x, y=y), *named).properties(width=WIDE, height=HIGH)
