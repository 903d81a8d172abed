"""The charts of the tuning index: of the shipped figures and of a made-up world, small, and whole whatever lacks."""

import gzip
import html
import re
from typing import Any

import duckdb
import pandas as pd
import pytest

from templates import PROVENANCE, charts
from templates.charts import (
    _tuning,
    tuning_gap,
    tuning_heat,
    tuning_lift,
    tuning_public,
    tuning_sizes,
    tuning_slope,
)
from tests.conftest import ROOT

# What each chart is given: the rows of a view, of one suite and of one reference; and what may lack of them.
CHARTS: dict[str, tuple[Any, str, str, list[str]]] = {
    "slope": (tuning_slope, "page_tuning_models", "true", ["base_mean"]),
    "heat": (tuning_heat, "page_tuning_task_scores", "true", ["base_score"]),
    "lift": (tuning_lift, "page_tuning_categories", "true", ["lift_low", "lift_high"]),
    "gap": (
        tuning_gap,
        "page_tuning_reference_tasks",
        "reference = (select max(reference) from {view})",
        ["gap_less_flattery"],
    ),
    "sizes": (tuning_sizes, "page_tuning_tasks", "true", ["lift_mean"]),
    "public": (tuning_public, "page_tuning_public", "true", ["public_score"]),
}


def drawn(name: str, rows: pd.DataFrame) -> str:
    """The chart as a page has it."""
    module = CHARTS[name][0]
    return charts.svg(module.chart(rows.drop(columns=PROVENANCE & set(rows.columns))))


def given(con: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    """The rows of the largest suite, which has a chart of its own."""
    _, view, where, _ = CHARTS[name]
    if name == "lift":
        return con.execute(f"from {view}").df()
    largest = f"(select suite_id from {view} group by suite_id order by count(*) desc, suite_id limit 1)"
    return con.execute(f"from {view} where suite_id = {largest} and {where.format(view=view)}").df()


def texts(svg: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.fixture(scope="module")
def figures(shipped: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    return {name: given(shipped, name) for name in CHARTS}


@pytest.fixture(scope="module")
def svgs(figures: dict[str, pd.DataFrame]) -> dict[str, str]:
    return {name: drawn(name, rows) for name, rows in figures.items()}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_the_shipped_figures_is_small_and_drawn_alike_twice(
    figures: dict[str, pd.DataFrame], svgs: dict[str, str], name: str
) -> None:
    assert len(figures[name]) > 4
    svg = svgs[name]
    assert svg == drawn(name, figures[name])
    assert len(gzip.compress(svg.encode())) <= 60_000
    label = re.search(r'aria-label="([^"]{40,})"', svg)
    assert label, "it is described to those who cannot see it"
    assert "NaN" not in svg and "undefined" not in svg and "null" not in svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {
        "none", "transparent", charts.INK, charts.MUTED, charts.ACCENT, charts.RULE, charts.PAPER
    }  # fmt: skip


def test_a_chart_names_every_model_and_task_that_it_shows(
    figures: dict[str, pd.DataFrame], svgs: dict[str, str]
) -> None:
    told = {name: texts(svg) for name, svg in svgs.items()}
    bases = figures["slope"].query("standing == 'ranked'").name.unique()
    asked = figures["slope"].query("standing == 'reference'").name.unique()
    tasks = figures["sizes"].name
    assert (len(bases), len(asked), len(tasks)) == (10, 2, 31)
    for name in [*bases, *asked]:
        assert sum(text.startswith(f"{name} ") for text in told["slope"]) == 1, name
    assert {*bases, *(f"{name} (asked)" for name in asked), *tasks} <= set(told["heat"])
    assert set(tasks) <= set(told["gap"])
    public = figures["public"]
    for name, n in public.groupby("name").size().items():
        assert told["public"].count(str(name)) == n, name
    assert set(public.board_name) <= set(told["public"])
    for category, n in figures["lift"][["category_name", "n_tasks"]].itertuples(index=False):
        assert f"{category}, {n} {'task' if n == 1 else 'tasks'}" in told["lift"]
    for size in ("DBpedia", "WNLI"):  # the most and the fewest examples
        assert size in told["sizes"]


def test_the_heat_map_has_each_score_and_marks_the_highest_of_a_task(
    figures: dict[str, pd.DataFrame], svgs: dict[str, str]
) -> None:
    rows, svg = figures["heat"], svgs["heat"]
    numbers = [text for text in texts(svg) if re.fullmatch(r"\d+\.\d", text)]
    assert len(numbers) == 31 * 12
    bold = re.findall(r'<text[^>]*font-weight="bold"[^>]*>(\d+\.\d)</text>', svg)
    whole = rows[rows.groupby("entrant").entrant.transform("size") == 31]
    score = whole.tuned_score.fillna(whole.base_score)
    assert sorted(bold) == sorted(
        f"{one:.1f}" for one in score[score == score.groupby(whole.task_name).transform("max")]
    )


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_a_small_world_is_drawn_and_so_is_one_of_its_last_row(
    world_con: duckdb.DuckDBPyConnection, name: str
) -> None:
    rows = given(world_con, name)
    # Of a world without public scores there is no chart of them: pages draw none of no rows.
    for some in (rows, rows.tail(1)) if len(rows) else ():
        svg = drawn(name, some)
        assert "<text" in svg and "NaN" not in svg and "undefined" not in svg


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_which_figures_lack_is_drawn_without_them(figures: dict[str, pd.DataFrame], name: str) -> None:
    rows = figures[name]
    every = [column for column in rows.select_dtypes("number") if column != "n_tasks"]
    for lacking in (CHARTS[name][3], every):
        # As rows of a page have them: None, and no type.
        svg = drawn(name, rows.assign(**{column: [None] * len(rows) for column in lacking}))
        assert "<text" in svg and "NaN" not in svg and "undefined" not in svg


def test_labels_keep_apart_in_their_order_and_as_near_as_can_be() -> None:
    assert _tuning.apart([], 2) == []
    assert _tuning.apart([10, 0], 2) == [10, 0]
    assert _tuning.apart([5, 5, 5], 2) == pytest.approx([3, 5, 7])
    assert _tuning.apart([1.5, 0, 20], 2) == pytest.approx([1.75, -0.25, 20])


def test_runs_of_one_name_are_told_apart() -> None:
    rows = pd.DataFrame(
        {"name": ["oak", "oak", "oak", "birch", "elm", "elm"], "setup": ["8", "16", "16", "8", None, ""]}
    )
    assert _tuning.labels(rows) == ["oak, 8", "oak, 16", "oak, 16 #2", "birch", "elm", "elm #2"]


def contrast(one: list[float], other: list[float]) -> float:
    """WCAG 2's contrast of two colours, of parts between 0 and 1."""

    def light(colour: list[float]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_numbers_on_the_darkest_cell_can_be_read(scheme: int) -> None:
    css = (ROOT / "templates" / "assets" / "site.css").read_text()
    ink, paper, accent = (
        [int(re.findall(rf"--{name}: #(\w+);", css)[scheme][i : i + 2], 16) / 255 for i in (0, 2, 4)]
        for name in ("ink", "paper", "accent")
    )
    share = max(tuning_heat.SHADES)
    assert contrast([1, 1, 1], [0, 0, 0]) == pytest.approx(21)
    assert contrast(ink, [share * a + (1 - share) * p for a, p in zip(accent, paper, strict=True)]) >= 4.5
