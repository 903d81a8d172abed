"""Quality against memory: which of the makers' own models give most for what a card holds."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import MUTED, RULE, WIDTH, _pareto, log_x

HEIGHT = 420


def chart(rows: pd.DataFrame) -> Any:
    """`model_name, need_gib, score, score_low, score_high, state, usable_gib, tier_name` (the smallest)."""
    edges = rows[["tier_name", "usable_gib"]].dropna().drop_duplicates().sort_values("usable_gib")
    title = "memory needed at 4 bit and 8,192 tokens, GiB"
    x = log_x("need_gib", rows.need_gib, title, [1, 2, 5, 10, 20, 50, 100, 200], 0.35, 1.6)
    tiers = alt.Chart(edges)
    lines = tiers.mark_rule(color=RULE, strokeDash=[4, 3]).encode(x="usable_gib:Q")
    names = tiers.mark_text(angle=270, align="left", baseline="bottom", dx=4, dy=-3, color=MUTED).encode(
        x="usable_gib:Q", y=alt.value(HEIGHT), text="tier_name:N"
    )
    shown = rows.rename(columns={"score_low": "low", "score_high": "high", "model_name": "label"})
    drawn = _pareto.layers(shown, x, "need_gib", "overall score, points, with 95 % interval", 2)
    return (lines + names + drawn).properties(
        width=WIDTH,
        height=HEIGHT,
        description="Overall score against memory at 4 bit; dashed lines are hardware tiers, diamonds are efficient, "
        "full dots may be, hollow ones are not.",
    )
