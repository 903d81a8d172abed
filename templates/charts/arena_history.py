"""The arena over time: ratings of the models that led, with their intervals."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, MUTED, PAPER, WIDTH


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, dated, rating, rating_low, rating_high, is_tied_best, scale_break, segment`: a line a segment."""
    rows = rows.assign(dated=pd.to_datetime(rows.dated).dt.strftime("%Y-%m-%d"))
    for column in ("rating", "rating_low", "rating_high"):
        rows[column] = rows[column].astype(float)
    # In UTC wherever the build runs, or the ticks move with the builder's clock.
    utc = alt.Scale(type="utc")
    x = alt.X("dated:T", scale=utc, title=None, axis=alt.Axis(format="%b %Y", tickCount=8, grid=False))
    scale = alt.Scale(zero=False)
    colour = alt.condition("datum.is_tied_best", alt.value(ACCENT), alt.value(INK))
    base = alt.Chart(rows).encode(x=x, detail=["model_name:N", "segment:N"], color=colour)
    band = base.mark_area(opacity=0.15).encode(
        y=alt.Y("rating_low:Q", scale=scale, title="rating, Elo, with 95 % interval"), y2="rating_high:Q"
    )
    line = base.mark_line(strokeWidth=1.5).encode(y=alt.Y("rating:Q", scale=scale))
    last = rows.sort_values("dated").groupby("model_name").tail(1).sort_values("rating")
    # Names that would lie on one another are moved apart, upwards from the lowest.
    last = last.assign(place=_apart(list(last.rating), 7.5))
    ends = base.mark_point(filled=True, size=14, opacity=1).encode(y=alt.Y("rating:Q", scale=scale))
    ends = ends.properties(data=last)
    named = alt.Chart(last[["model_name", "dated", "place"]]).encode(
        x=alt.X("dated:T", scale=utc), y="place:Q", text="model_name:N"
    )
    # A name that lies across another model's line is read on paper of its own.
    halo = named.mark_text(align="left", dx=6, stroke=PAPER, strokeWidth=4)
    names = named.mark_text(align="left", dx=6, color=INK)
    breaks = rows.dropna(subset=["scale_break"]).drop_duplicates("dated")[["dated", "scale_break"]]
    broken = alt.Chart(breaks).encode(x=alt.X("dated:T", scale=utc))
    rules = broken.mark_rule(color=MUTED, strokeDash=[4, 3])
    # Along the rule, because two of them may be a month apart.
    words = broken.mark_text(angle=270, align="right", baseline="bottom", dx=-2, dy=-3, color=INK).encode(
        y=alt.value(0), text="scale_break:N"
    )
    return (rules + band + line + words + ends + halo + names).properties(
        width=WIDTH - 150, height=440, padding={"left": 12, "top": 8, "right": 200, "bottom": 16},
        description="Overall arena rating by month of every model that led, with 95 % bands; "
        "dashed where the scale moved.",
    )  # fmt: skip


def _apart(values: list[float], gap: float) -> list[float]:
    placed: list[float] = []
    for value in values:
        placed.append(max(value, placed[-1] + gap) if placed else value)
    return placed
