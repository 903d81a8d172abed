"""Every kind of page against the rules of accessibility that a program can judge: wide and light, narrow and dark."""

from typing import Any

import pytest

from tests.chromium import NEEDS_CHROMIUM, PAGES, Visit

pytestmark = NEEDS_CHROMIUM


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_breaks_no_rule_of_accessibility(chromium: Any, origin: str, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with Visit(chromium, origin, path) as visit:
        # The rows of a table are alike: twenty of a thousand say the same, in a fiftieth of the time.
        visit.page.evaluate("() => document.querySelectorAll('tbody tr:nth-child(n+21)').forEach(row => row.remove())")
        visit.page.evaluate("() => document.querySelectorAll('details.card').forEach(card => card.open = true)")
        for scheme, width in (("light", 1440), ("dark", 360)):
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.set_viewport_size({"width": width, "height": 800})
            found = axe.Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
            told = [f"{v['id']}: {len(v['nodes'])} × {v['nodes'][0]['html'][:100]}" for v in found]
            assert told == [], scheme
