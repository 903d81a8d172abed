"""Quality against memory: which of the makers' own models give most for what a card holds."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, MUTED, RULE, WIDTH, log_x

HEIGHT = 420


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, need_gib, score, score_low, score_high, usable_gib, tier_name` (the smallest tier that holds it)."""
    edges = rows[["tier_name", "usable_gib"]].dropna().drop_duplicates().sort_values("usable_gib")
    ordered = rows.sort_values(["need_gib", "score"], ascending=[True, False])
    # What no smaller model beats: the names worth reading.
    best = ordered[ordered.score > ordered.score.cummax().shift(fill_value=float("-inf"))]
    title = "memory needed at 4 bit and 8,192 tokens, GiB"
    x = log_x("need_gib", rows.need_gib, title, [1, 2, 5, 10, 20, 50, 100, 200], 0.35, 1.6)
    tiers = alt.Chart(edges)
    lines = tiers.mark_rule(color=RULE, strokeDash=[4, 3]).encode(x="usable_gib:Q")
    names = tiers.mark_text(angle=270, align="left", baseline="bottom", dx=4, dy=-3, color=MUTED).encode(
        x="usable_gib:Q", y=alt.value(HEIGHT), text="tier_name:N"
    )
    points = alt.Chart(rows[["need_gib", "score", "score_low", "score_high"]]).encode(x=x)
    label = "overall score, points, with 95 % interval"
    y = alt.Y("score:Q", title=label)
    spans = points.mark_rule(color=INK, opacity=0.18).encode(y=alt.Y("score_low:Q", title=label), y2="score_high:Q")
    dots = points.mark_point(filled=True, size=16, color=INK, opacity=0.5).encode(y=y)
    leaders = alt.Chart(best[["need_gib", "score", "model_name"]]).encode(x=x, y=y)
    frontier = leaders.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=1.5)
    marks = leaders.mark_point(filled=True, size=50, shape="diamond", color=ACCENT, opacity=1)
    # A name is drawn where the next step leaves room for it: a step of two points or more.
    roomy = best[best.score.diff(-1).abs().fillna(99) >= 2]
    named = alt.Chart(roomy[["need_gib", "score", "model_name"]]).encode(x=x, y=y)
    labels = named.mark_text(align="right", dx=-6, dy=-6, color=INK).encode(text="model_name:N")
    return (lines + names + spans + dots + frontier + marks + labels).properties(
        width=WIDTH,
        height=HEIGHT,
        description="Overall score against memory at 4 bit; dashed lines are hardware tiers, diamonds the best so far.",
    )
