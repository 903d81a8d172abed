"""Ranks under a reader's filter: worked out anew among the rows that are left, and as the site would have."""

from typing import Any

import numpy as np
import pytest

from sql.mart_critical_values import c_mcb, c_tukey
from tests.chromium import NEEDS_CHROMIUM, Visit

pytestmark = NEEDS_CHROMIUM

ROWS = """id => [...document.querySelectorAll(`#${id} tbody tr`)].filter(row => !row.hidden).map(row => ({
    name: row.querySelector('th').innerText, score: Number(row.querySelector('.score').dataset.sort),
    se: Number(row.dataset.se), rank: row.querySelector('.rank').firstChild.textContent.trim(),
    tied: row.classList.contains('tied'), flags: [...row.querySelectorAll('.flag')].map(flag => flag.innerText)}))"""


def expected(rows: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """Rank range and membership in the bracket of each row, by comparing every pair."""
    score, se = np.array([row["score"] for row in rows]), np.array([row["se"] for row in rows])
    gap, least = score[None, :] - score[:, None], c_tukey(len(rows)) * np.hypot(se[None, :], se[:, None])
    low = 1 + (gap > least).sum(axis=1)
    high = len(rows) - (gap < -least).sum(axis=1)
    beaten = (score[None, :] - score[:, None] > c_mcb(len(rows) - 1) * np.hypot(se[None, :], se[:, None])).any(axis=1)
    return [(f"{a}" if a == b else f"{a}–{b}", not out) for a, b, out in zip(low, high, beaten, strict=True)]


@pytest.mark.parametrize(
    ("path", "table", "word"),
    [
        ("domains/overall/", "frontier-ranks", "openai"),
        ("domains/overall/", "frontier-ranks", "xai"),
        ("domains/overall/", "votes-ranks", "google"),
        ("hardware/24gb/overall/", "open-ranks", "qwen"),
        ("benchmarks/hle/", "benchmark-ranks", "openai"),
        ("arena/", "arena", "mistral"),
    ],
)
def test_after_a_filter_ranks_are_those_among_the_rows_left(
    chromium: Any, origin: str, path: str, table: str, word: str
) -> None:
    with Visit(chromium, origin, path) as visit:
        published = visit.page.evaluate(ROWS, table)
        box = visit.page.locator(f".tools:has(+ .scroll #{table}) input[type=search]")
        box.fill(word)
        visit.page.wait_for_function(
            "id => document.querySelector(`.tools:has(+ .scroll #${id}) [role=status]`).innerText.includes('these')",
            arg=table,
        )
        left = visit.page.evaluate(ROWS, table)
        assert 1 <= len(left) < len(published)
        assert [(row["rank"], row["tied"]) for row in left] == expected(left)
        flags = {row["name"]: row["flags"] for row in published}
        assert all(row["flags"] == flags[row["name"]] for row in left), "a pair does not change by who else is shown"
        box.fill("")
        assert visit.page.evaluate(ROWS, table) == published
        assert visit.complaints == []


def test_without_the_constants_the_ranks_stay_those_of_the_whole_list(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "domains/overall/") as visit:
        visit.page.route("**/page_critical_values.json", lambda route: route.abort())
        published = {row["name"]: row["rank"] for row in visit.page.evaluate(ROWS, "frontier-ranks")}
        visit.page.locator(".tools:has(+ .scroll #frontier-ranks) input").fill("openai")
        visit.page.get_by_text("Ranks are those of the whole list.").wait_for()
        assert all(row["rank"] == published[row["name"]] for row in visit.page.evaluate(ROWS, "frontier-ranks"))
