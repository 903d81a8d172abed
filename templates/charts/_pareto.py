"""Cost against quality: what is efficient, what may be, and what is certainly not; shared by three charts."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK


def layers(rows: pd.DataFrame, x: alt.X, cost: str, title: str, gap: float, is_more_better: bool = False) -> Any:
    """Layers of points with intervals: `cost, score, low, high, state, label`; names on the frontier, `gap` apart.

    `is_more_better` says that readers want more of the axis (speed), so that the frontier falls to the right.
    """
    rows = rows[[cost, "score", "low", "high", "state", "label"]]
    scale = alt.Scale(zero=False)
    y = alt.Y("score:Q", scale=scale, title=title)
    height = alt.Y("low:Q", scale=scale, title=title)
    beaten, open_, best = (rows[rows.state == state] for state in ("dominated", "possibly efficient", "frontier"))
    shown = alt.Chart(pd.concat([open_, best])).encode(x=x)
    spans = shown.mark_rule(color=INK, opacity=0.45).encode(y=height, y2="high:Q")
    # A hollow point is told from a full one without colour.
    faint = alt.Chart(beaten).encode(x=x, y=y).mark_point(filled=False, size=14, color=INK, opacity=0.3, strokeWidth=1)
    dots = alt.Chart(open_).encode(x=x, y=y).mark_point(filled=True, size=36, color=INK, opacity=0.9)
    best = best.sort_values([cost, "score"], ascending=[not is_more_better, False])
    leaders = alt.Chart(best).encode(x=x, y=y)
    frontier = leaders.mark_line(
        interpolate="step-before" if is_more_better else "step-after", color=ACCENT, strokeWidth=1.5
    )
    marks = leaders.mark_point(filled=True, size=55, shape="diamond", color=ACCENT, opacity=1)
    # A name is drawn where the next step leaves room for it.
    roomy = alt.Chart(best[best.score.diff(-1).abs().fillna(gap) >= gap]).encode(x=x, y=y, text="label:N")
    if is_more_better:
        names = roomy.mark_text(align="left", dx=6, dy=-6, color=INK)
    else:
        names = roomy.mark_text(align="right", dx=-6, dy=-6, color=INK)
    return faint + spans + dots + frontier + marks + names


def rated(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of arena ratings as the layers name their columns, labelled by model and setting."""
    labels = [f"{row.model_name}{f' ({row.setting})' if row.setting else ''}" for row in rows.itertuples()]
    return rows.rename(columns={"rating": "score", "rating_low": "low", "rating_high": "high"}).assign(label=labels)
