"""Parameters against score: what size explains, and what it does not."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, WIDTH, log_x


def chart(rows: pd.DataFrame) -> Any:
    """`parameters_b, score, is_official`; the makers' own releases are diamonds on top of the rest."""
    ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
    x = log_x("parameters_b", rows.parameters_b, "parameters, billions", ticks)
    y = alt.Y("score:Q", title="overall score on the open board, points")
    # Points that fall on one tenth of a point and one size are drawn once: the picture is the same, the file half.
    thinned = rows.assign(score=rows.score.round(1), parameters_b=rows.parameters_b.round(2))
    thinned = thinned.drop_duplicates(["parameters_b", "score", "is_official"])
    is_official = thinned.is_official.astype(bool)
    others = alt.Chart(thinned[~is_official][["parameters_b", "score"]])
    makers = alt.Chart(thinned[is_official][["parameters_b", "score"]])
    return (
        others.mark_point(filled=True, size=9, color=INK, opacity=0.3).encode(x=x, y=y)
        + makers.mark_point(filled=True, size=30, shape="diamond", color=ACCENT, opacity=0.9).encode(x=x, y=y)
    ).properties(
        width=WIDTH,
        height=400,
        description="Overall score against parameters; diamonds are the makers' own releases.",
    )
