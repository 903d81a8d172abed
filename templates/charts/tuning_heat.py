"""Each model on each task: the scores after tuning, and those of models that were only asked, as shaded numbers."""

from typing import Any

import altair as alt
import pandas as pd

from templates.charts import ACCENT, INK, PAPER, _tuning

CELL, LINE, MOST = 42, 19, 14
# A step every twenty points, and the darkest so faint that the numbers on it keep 4.5 to 1, in light and in dark.
SHADES = [0, 0.1, 0.2, 0.3, 0.4]


def chart(rows: pd.DataFrame) -> Any:
    """`task_name, category_name, entrant, name, setup, is_reference, base_score, tuned_score, is_tied_best`, tasks in
    their order. Bases with a score on every task, best mean first, then the references; fourteen at most.
    """
    is_asked = rows.is_reference.astype(bool)
    rows = rows.assign(
        is_asked=is_asked,
        score=rows.tuned_score.astype(float).where(~is_asked, rows.base_score.astype(float)),
        is_best=rows.is_tied_best.astype(bool) & ~is_asked,
    ).dropna(subset=["score"])
    columns = _columns(rows)
    if not columns:
        return _tuning.nothing("No base was tuned for every task of the suite.")
    cells = rows[rows.entrant.isin(columns)].assign(model=rows.entrant.map(columns))
    cells = cells.assign(is_top=cells.score == cells.groupby("task_name").score.transform("max"))
    lines = _lines(cells)
    across = alt.Scale(domain=list(columns.values()))
    x = alt.X("model:N", sort=None, scale=across, title=None)
    x = x.axis(orient="top", labelAngle=-45, labelLimit=220, labelOverlap=False, ticks=False, domain=False)
    weight = alt.condition("indexof(datum.value, '\\t') === 0", alt.value("bold"), alt.value("normal"))
    y = alt.Y("task_name:N", sort=None, scale=alt.Scale(domain=lines), title=None)
    bare = "replace(datum.label, '\\t', '')"
    y = y.axis(labelExpr=bare, labelFontWeight=weight, labelLimit=200, labelOverlap=False, ticks=False, domain=False)
    base = alt.Chart(cells[["task_name", "model", "score", "is_best", "is_top", "is_asked"]]).encode(x=x, y=y)
    steps = alt.Scale(type="threshold", domain=[20, 40, 60, 80], range=SHADES)
    numbers = base.encode(text=alt.Text("score:Q", format=".1f"))
    edge = alt.X("model:N", sort=None, scale=across, bandPosition=0)
    return alt.layer(
        base.mark_rect(color=ACCENT).encode(opacity=alt.Opacity("score:Q", scale=steps, legend=None)),
        # Paper between the tunes and what was only asked.
        alt.Chart(cells[cells.is_asked][["model"]].head(1)).mark_rule(color=PAPER, strokeWidth=6).encode(x=edge),
        base.transform_filter("datum.is_best").mark_tick(
            color=INK, orient="horizontal", size=26, thickness=1, yOffset=LINE / 2 - 3
        ),
        numbers.transform_filter("!datum.is_top").mark_text(color=INK),
        numbers.transform_filter("datum.is_top").mark_text(color=INK, fontWeight="bold"),
    ).properties(
        width=CELL * len(columns),
        height=LINE * len(lines),
        # Few columns leave room beside them: drawn across the page, they would be of another size than all else.
        padding={"left": 40, "top": 30, "right": 45 + CELL * max(0, 12 - len(columns)), "bottom": 12},
        description=f"Scores of {len(columns)} models on {cells.task_name.nunique()} tasks after tuning, in points, "
        "and of models that were only asked; bold is the highest of a task, underlined are tunes that may be the best.",
    )  # fmt: skip


def _columns(rows: pd.DataFrame) -> dict[str, str]:
    """What is drawn, in order: the label of each entrant."""
    entrants = rows.groupby("entrant", sort=False).agg(
        name=("name", "first"), setup=("setup", "first"), is_asked=("is_asked", "first"),
        n=("score", "size"), score=("score", "mean"),
    )  # fmt: skip
    n_tasks = rows.task_name.nunique()
    whole = entrants[entrants.n == n_tasks].sort_values("score", ascending=False, kind="stable")
    bases, asked = whole[~whole.is_asked], whole[whole.is_asked]
    if bases.empty:
        return {}
    shown = pd.concat([bases.head(MOST - len(asked)), asked])
    labels = [
        f"{label} (asked)" if one else label for label, one in zip(_tuning.labels(shown), shown.is_asked, strict=True)
    ]
    return dict(zip(shown.index, labels, strict=True))


def _lines(cells: pd.DataFrame) -> list[str]:
    """Each category's name, marked by a tab, and its tasks."""
    tasks = cells.drop_duplicates("task_name")
    groups = tasks.groupby("category_name", sort=False)
    return [line for category, group in groups for line in (f"\t{category}", *group.task_name)]
