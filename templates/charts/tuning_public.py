"""Do public scores tell how well a base is tuned? Its mean after tuning against its score on each public board."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, WIDTH, _tuning

HIGH, GAP, SIDE_BY_SIDE = 360, 22, 3


def chart(rows: pd.DataFrame) -> Any:
    """`board_id, board_name, entrant, name, setup, public_score, tuned_score`; a panel a board, all of one height."""
    rows = rows.assign(public=rows.public_score.astype(float), tuned=rows.tuned_score.astype(float))
    rows = rows.dropna(subset=["public", "tuned"])
    if rows.empty:
        return _tuning.nothing("No public board has a score of a base that was tuned.")
    boards = list(rows.groupby("board_id", sort=False))
    wide = (WIDTH - 60) / min(len(boards), SIDE_BY_SIDE) - GAP
    y = _domain(rows.tuned)
    panels = [_panel(of, wide, y, i % SIDE_BY_SIDE == 0) for i, (_, of) in enumerate(boards)]
    return alt.concat(*panels, columns=SIDE_BY_SIDE, spacing=GAP).properties(
        description=f"The mean after tuning of {rows.entrant.nunique()} bases against their public scores, with a "
        f"panel for each of {len(boards)} boards.",
    )


def _domain(values: pd.Series) -> tuple[float, float]:
    spare = 0.08 * (values.max() - values.min()) or 1.0
    return float(values.min() - spare), float(values.max() + spare)


def _panel(rows: pd.DataFrame, wide: float, down: tuple[float, float], is_first: bool) -> Any:
    rows = rows.sort_values(["tuned", "entrant"], ascending=[False, True])
    across = _domain(rows.public)
    x = alt.X("public:Q", title=rows.board_name.iloc[0], scale=alt.Scale(domain=across, nice=False))
    x = x.axis(tickCount=4, grid=False)
    y = alt.Y(
        "tuned:Q", scale=alt.Scale(domain=down, nice=False), title="mean after tuning, points" if is_first else None
    )
    y = y.axis(labels=is_first, ticks=is_first, tickCount=6, grid=False)
    spans = across[1] - across[0], down[1] - down[0]
    points = [
        ((one.public - across[0]) / spans[0] * wide, (down[1] - one.tuned) / spans[1] * HIGH)
        for one in rows.itertuples()
    ]

    def data(place: tuple[float, float]) -> tuple[float, float]:
        return across[0] + place[0] / wide * spans[0], down[1] - place[1] / HIGH * spans[1]

    dots = alt.Chart(rows[["public", "tuned"]]).mark_point(filled=True, size=50, color=ACCENT, opacity=1)
    named = _tuning.names(points, _tuning.labels(rows), wide, x, y, data)
    return alt.layer(dots.encode(x=x, y=y), *named).properties(width=wide, height=HIGH)
