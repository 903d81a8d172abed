"""The shipped site in a real Chromium: at every width, light and dark, with scripts and without."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.chromium import NEEDS_CHROMIUM, PAGES, Visit

CODE = "methods/sql/mart_ranks/"
WIDTHS = (360, 800, 1440)

pytestmark = NEEDS_CHROMIUM


@pytest.mark.parametrize("path", [*PAGES.values(), CODE], ids=[*PAGES, "the code of a view"])
def test_a_page_fits_its_window_complains_of_nothing_and_asks_nobody_else(
    chromium: Any, origin: str, path: str
) -> None:
    too_wide = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
        : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.scroll, .plot, .code, svg'))
            .map(e => e.outerHTML.slice(0, 80)).slice(0, 3).concat('the page')"""
    with Visit(chromium, origin, path) as visit:
        assert visit.answer.status == 200
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert visit.page.evaluate(too_wide) == [], f"at {width} pixels"
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            background, ink = visit.page.evaluate(
                "() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color] }"
            )
            light = [sum(int(part) for part in colour[4:-1].split(",")[:3]) for colour in (background, ink)]
            assert (light[0] > light[1]) == (scheme == "light"), (background, ink)
        assert visit.complaints == []
        assert [url for url in visit.asked if not url.startswith(origin)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_opens_without_a_script_and_stays_within_the_page(chromium: Any, origin: str, width: int) -> None:
    for path in (PAGES["a model"], PAGES["a tier and domain"]):
        with Visit(
            chromium, origin, path, java_script_enabled=False, viewport={"width": width, "height": 800}
        ) as visit:
            card = visit.page.locator("details.card").first
            shut = card.bounding_box()
            card.locator("summary").focus()
            visit.page.keyboard.press("Enter")
            opened = card.bounding_box()
            assert opened["height"] > 2 * shut["height"] and opened["width"] >= min(200, width)
            assert opened["x"] >= 0 and opened["x"] + opened["width"] <= width
            assert "read" in card.inner_text()
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["hardware/24gb/coding/", "models/qwen/qwen2.5-72b-instruct/", "disagreements/"])
def test_an_opened_card_leaves_its_table_as_wide_as_it_was_and_stays_in_view(
    chromium: Any, origin: str, path: str, width: int
) -> None:
    # The first card of each column: where its words are in view, so is the card but for the cell's padding.
    opened = """() => [...document.querySelectorAll('.scroll table')].flatMap(table => {
        const columns = new Map()
        table.querySelectorAll('.card').forEach(card => {
            const cell = card.closest('td, th'), column = `${cell.tagName} ${cell.cellIndex}`
            columns.has(column) || columns.set(column, card)
        })
        return [...columns].map(([column, card]) => {
            const wide = table.offsetWidth, words = card.querySelector('summary')
            words.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
            card.open = true
            const at = card.getBoundingClientRect(), view = table.parentElement.getBoundingClientRect()
            const told = [`${table.caption.textContent.slice(0, 30)}: ${column}`, table.offsetWidth - wide,
                Math.max(view.left - at.left, at.right - view.right)]
            card.open = false
            return told
        })
    })"""
    with Visit(chromium, origin, path, viewport={"width": width, "height": 800}) as visit:
        found = visit.page.evaluate(opened)
        assert found
        assert [one for one in found if one[1] > 0 or one[2] > 24] == []


@pytest.mark.parametrize(
    ("path", "table", "last"),
    [
        ("benchmarks/livebench-zebra-puzzle/", "#benchmark-ranks", 2),
        ("benchmarks/bfcl/", "#benchmark-ranks", 2),
        ("arena/", "#arena", 2),
        ("models/anthropic/claude-opus-4-5/", "table:has(#domains-title)", 2),
        ("families/gpt/", "#members", 1),
    ],
)
def test_on_a_telephone_the_columns_that_matter_are_whole_and_the_edge_says_that_there_is_more(
    chromium: Any, origin: str, path: str, table: str, last: int
) -> None:
    edge = """([table, last]) => {
        const rows = [...document.querySelectorAll(`${table} tbody tr:not(.group)`)].slice(0, 20)
        return Math.max(...rows.map(row => row.cells[last].getBoundingClientRect().right))
    }"""
    with Visit(chromium, origin, path, viewport={"width": 360, "height": 800}) as visit:
        assert visit.page.evaluate(edge, [table, last]) <= 360
        mask = "table => getComputedStyle(document.querySelector(table).closest('.scroll')).maskImage"
        assert "gradient" in visit.page.evaluate(mask, table)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_complete_without_scripts(chromium: Any, origin: str, path: str) -> None:
    count = "() => ['table tbody tr', 'svg', 'a[href]', 'h2'].map(s => document.querySelectorAll(s).length)"
    text = "() => [...document.querySelectorAll('tbody')].map(body => body.textContent.replace(/\\s+/g, ' ')).join(' ')"
    found = []
    for scripts in (True, False):
        with Visit(chromium, origin, path, java_script_enabled=scripts) as visit:
            found.append((visit.page.evaluate(count), visit.page.evaluate(text)))
    assert found[0] == found[1]
    assert min(found[0][0][0], found[0][0][2]) > 3


def cells(page: Any, column: int) -> list[str | None]:
    """What the rows on show sort by in a column; None where a cell is empty."""
    return page.evaluate("""(column) => [...document.querySelectorAll('#models tbody tr')].filter(row => !row.hidden)
        .map(row => row.cells[column]).map(cell => (cell.dataset.sort ?? cell.textContent).trim())
        .map(text => text === '' || text === '–' ? null : text)""", column)  # fmt: skip


def test_a_table_sorts_by_a_column_and_keeps_what_is_empty_last(chromium: Any, origin: str) -> None:
    column = 5
    with Visit(chromium, origin, "models/") as visit:
        published = cells(visit.page, column)
        assert None in published and any(published)
        head = visit.page.locator("#models thead th").nth(column)
        for direction in ("descending", "ascending"):
            head.locator("button").click()
            assert head.get_attribute("aria-sort") == direction
            found = cells(visit.page, column)
            numbers = [float(value.replace(",", "")) for value in found if value is not None]
            assert found[len(numbers) :] == [None] * published.count(None)
            assert numbers == sorted(numbers, reverse=direction == "descending")
            assert f"models.sort={column}.{direction}" in visit.page.url
        visit.page.reload()
        assert cells(visit.page, column) == found, "the address brings the order back"
        head.locator("button").click()
        assert cells(visit.page, column) == published
        assert "sort" not in visit.page.url


def test_a_table_is_sorted_from_the_keyboard(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "models/") as visit:
        visit.page.locator("#models thead th").nth(0).locator("button").focus()
        visit.page.keyboard.press("Enter")
        names = [name.lower() for name in cells(visit.page, 0) if name]
        assert names[0] < names[-1]
        assert visit.page.locator("#models thead th").nth(0).get_attribute("aria-sort") == "ascending"


def test_a_filter_leaves_the_rows_that_hold_every_word_and_says_how_many(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "models/") as visit:
        everything = len(cells(visit.page, 0))
        visit.page.locator("input[type=search]").first.fill("qwen  INSTRUCT")
        found = [name for name in cells(visit.page, 0) if name]
        assert 3 < len(found) < everything
        assert all("qwen" in name.lower() and "instruct" in name.lower() for name in found)
        assert (
            visit.page.locator("[role=status]").first.inner_text().startswith(f"{len(found):,} of {everything:,} rows")
        )
        assert "models.filter=qwen" in visit.page.url
        visit.page.reload()
        assert len(cells(visit.page, 0)) == len(found)
        visit.page.locator("input[type=search]").first.fill("")
        assert len(cells(visit.page, 0)) == everything
        assert "filter" not in visit.page.url


def test_a_filter_that_leaves_nothing_says_what_to_do(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "families/") as visit:
        visit.page.locator("input[type=search]").first.fill("no such family")
        assert visit.page.locator("[role=status]").first.inner_text() == "No row matches; clear the filter."


def test_generations_head_their_models_until_the_order_is_changed(chromium: Any, origin: str) -> None:
    groups = "() => [...document.querySelectorAll('#members .group')].filter(row => !row.hidden).length"
    order = "() => [...document.querySelectorAll('#members tbody tr')].map(row => row.textContent.trim().slice(0, 20))"
    with Visit(chromium, origin, "families/gpt/") as visit:
        published, everything = visit.page.evaluate(order), visit.page.evaluate(groups)
        assert everything > 10
        head = visit.page.locator("#members thead th").nth(2).locator("button")
        head.click()
        assert visit.page.evaluate(groups) == 0
        head.click()
        head.click()
        assert (visit.page.evaluate(groups), visit.page.evaluate(order)) == (everything, published)
        visit.page.locator("input[type=search]").first.fill("open instruct")
        assert visit.page.evaluate(groups) == 0
        visit.page.locator("input[type=search]").first.fill("")
        assert visit.page.evaluate(groups) == everything


def test_what_a_reader_types_is_never_taken_for_markup(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "models/?models.filter=<img src=x onerror=alert(1)>&models.sort=99.up") as visit:
        assert visit.page.locator("img").count() == 0
        assert visit.complaints == []
        assert visit.page.locator("input[type=search]").first.input_value() == "<img src=x onerror=alert(1)>"


def test_the_calculator_multiplies_the_cell_that_is_chosen(chromium: Any, origin: str, site: Path) -> None:
    (low, high), *_ = duckdb.sql(
        f"select usd_per_mtok_low, usd_per_mtok_high from '{site}/data/page_tuning_costs.parquet' "
        "where rental_id = 'hf-jobs-l4' and method = 'qlora' and model_id = 'google/gemma-7b'"
    ).fetchall()
    query = "?examples=50000&tokens=400&epochs=2&method=QLoRA&base=gemma-7b, gemma-7b-it&card=1 × L4"
    with Visit(chromium, origin, f"{PAGES['what tuning takes']}{query}") as visit:
        told = visit.page.locator("#calculator output")
        assert told.inner_text().startswith("40 million tokens: ")
        assert told.inner_text().endswith(f", ${40 * low:.2g} to {40 * high:.2g}.")
        visit.page.get_by_label("Examples").fill("0")
        assert told.inner_text() == "Give whole numbers above 0."
        assert visit.complaints == []
