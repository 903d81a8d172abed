"""Before and after tuning: a line a base from its mean to that of its tunes, beside models that were only asked."""

from typing import Any, Literal

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, MUTED, _tuning

WIDE, HIGH, GAP = 380, 430, 15


def chart(rows: pd.DataFrame) -> Any:
    """`measure, name, setup, standing, base_mean, tuned_mean, is_tied_best`, all rows of a suite: the bases ranked
    after tuning, and the references, which are ranked before it.
    """
    is_tuned = (rows.measure == "tuned") & (rows.standing == "ranked")
    is_asked = (rows.measure == "base") & (rows.standing == "reference")
    rows = rows[is_tuned | is_asked]
    rows = rows.assign(
        before=rows.base_mean.astype(float), after=rows.tuned_mean.astype(float), label=_tuning.labels(rows)
    )
    bases, references = (rows[rows.standing == standing] for standing in ("ranked", "reference"))
    if bases.empty:
        return _tuning.nothing("No base was tuned for every task of the suite.")
    known = bases.dropna(subset=["before"])
    start = pd.concat(
        [
            known.assign(text=[f"{one:.1f}" for one in known.before]),
            references.assign(text=[f"{one.label} {one.before:.1f}" for one in references.itertuples()]),
        ]
    )
    end = bases.assign(text=[f"{one.label} {one.after:.1f}" for one in bases.itertuples()])
    seen = pd.concat([start.before, end.after])
    gap = GAP * (seen.max() - seen.min() or 1.0) / (HIGH - 5 * GAP)
    start = start.assign(x=-0.04, edge=0, at=start.before, place=_tuning.apart(list(start.before), gap))
    end = end.assign(x=1.04, edge=1, at=end.after, place=_tuning.apart(list(end.after), gap))
    seen = pd.concat([seen, start.place, end.place])
    scale = alt.Scale(domain=[seen.min() - gap / 2, seen.max() + gap / 2], nice=False, zero=False)
    return alt.layer(
        _heads(),
        *_references(references, scale),
        _lines(known, scale),
        *_ends(start, "right", scale),
        *_ends(end, "left", scale),
    ).properties(
        width=WIDE,
        height=HIGH,
        padding={"left": 12, "top": 8, "right": 60, "bottom": 12},
        description=f"Means before and after tuning of {len(bases)} bases, in points, with {len(references)} models "
        "that were only asked as dashed lines; thick lines may be the best after tuning.",
    )


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1]), axis=None)


def _lines(rows: pd.DataFrame, scale: alt.Scale) -> Any:
    lines = rows[["before", "after", "is_tied_best"]].assign(left=0, right=1)
    return (
        alt.Chart(lines)
        .mark_rule()
        .encode(
            x=_x("left"),
            x2="right:Q",
            y=alt.Y("before:Q", scale=scale, axis=None),
            y2="after:Q",
            color=alt.condition("datum.is_tied_best", alt.value(ACCENT), alt.value(INK)),
            strokeWidth=alt.condition("datum.is_tied_best", alt.value(2.5), alt.value(1)),
        )
    )


def _references(rows: pd.DataFrame, scale: alt.Scale) -> list[Any]:
    drawn = alt.Chart(rows[["before"]].assign(left=0, right=1))
    y = alt.Y("before:Q", scale=scale, axis=None)
    return [drawn.mark_rule(color=MUTED, strokeDash=[5, 4], strokeWidth=1.5).encode(x=_x("left"), x2="right:Q", y=y)]


def _ends(rows: pd.DataFrame, align: Literal["left", "right"], scale: alt.Scale) -> list[Any]:
    """A dot at each end of a line, and its label as near as others let it, with a thread from one to the other."""
    rows = rows[["at", "place", "x", "edge", "text", "standing"]]
    drawn = alt.Chart(rows)
    at, place = (alt.Y(f"{field}:Q", scale=scale, axis=None) for field in ("at", "place"))
    dots = alt.Chart(rows[rows.standing == "ranked"]).mark_point(filled=True, size=28, color=INK, opacity=1)
    return [
        drawn.mark_rule(color=MUTED, strokeWidth=0.7).encode(x=_x("edge"), x2="x:Q", y=at, y2="place:Q"),
        dots.encode(x=_x("edge"), y=at),
        drawn.mark_text(align=align, dx=3 if align == "left" else -3, color=INK, fontSize=12).encode(
            x=_x("x"), y=place, text="text:N"
        ),
    ]


def _heads() -> Any:
    heads = pd.DataFrame({"x": [0, 1], "text": ["before tuning, points", "after tuning, points"]})
    text = alt.Chart(heads).mark_text(color=MUTED, fontSize=12, baseline="bottom")
    return text.encode(x=_x("x"), y=alt.value(-12), text="text:N")
