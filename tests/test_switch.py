"""The switch between sections of a page in a real Chromium: with its script and without."""

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import NEEDS_CHROMIUM, Quiet, Visit
from tests.conftest import ROOT

ASSETS = ROOT / "templates" / "assets"
VIEWS = ("tuned", "base", "lift")
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Three views</title>
<link rel="stylesheet" href="site.css"><script type="module" src="switch.js"></script>
<h1>Three views</h1><p style="height: 60rem"><a href="#lift-title">What tuning changed</a></p>
<nav data-switch aria-label="What is ranked"><ul class="chips">
{"".join(f'<li><a href="#{view}">{view}</a></li>' for view in VIEWS)}</ul></nav>
{
    "".join(
        f'<section id="{view}"><p style="height: 90rem">What is {view}.</p><h2 id="{view}-title">{view}</h2></section>'
        for view in VIEWS
    )
}
<p id="end" style="height: 60rem">The end.</p></html>"""

pytestmark = NEEDS_CHROMIUM
# Where a link leads to is there at once, without a smooth way.
STILL = {"reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of three sections, with the site's own script and styles."""
    folder: Path = tmp_path_factory.mktemp("switch")
    (folder / "index.html").write_text(PAGE)
    for name in ("switch.js", "site.css"):
        shutil.copy(ASSETS / name, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def shown(page: Any) -> list[str]:
    """The sections that can be seen, and then the links that are said to be current."""
    seen = [view for view in VIEWS if page.locator(f"#{view}").is_visible()]
    return [*seen, *page.locator("[data-switch] [aria-current=true]").all_inner_texts()]


def test_without_a_script_all_sections_stand_and_the_links_lead_to_them(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "", java_script_enabled=False, **STILL) as visit:
        assert shown(visit.page) == [*VIEWS]
        visit.page.get_by_role("link", name="lift", exact=True).click()
        assert visit.page.url.endswith("/#lift")
        assert 0 <= visit.page.locator("#lift").bounding_box()["y"] < 100


def test_one_section_is_shown_and_the_address_and_the_back_button_know_which(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "", **STILL) as visit:
        page = visit.page
        assert shown(page) == ["tuned", "tuned"]
        link = page.get_by_role("link", name="base", exact=True)
        link.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        assert before > 0
        link.click()
        assert shown(page) == ["base", "base"] and page.url.endswith("/#base")
        page.get_by_role("link", name="lift", exact=True).click()
        assert shown(page) == ["lift", "lift"]
        assert page.evaluate("scrollY") == before, "the page stays where it was"
        page.go_back()
        assert shown(page) == ["base", "base"]
        page.go_back()
        assert shown(page) == ["tuned", "tuned"] and "#" not in page.url
        page.go_forward()
        assert shown(page) == ["base", "base"]
        assert page.evaluate("scrollY") == before
        assert visit.complaints == []


def test_the_switch_is_worked_from_the_keyboard(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "", **STILL) as visit:
        page = visit.page
        page.get_by_role("link", name="tuned", exact=True).focus()
        for key in ("Tab", "Tab", "Enter"):
            page.keyboard.press(key)
        assert shown(page) == ["lift", "lift"]
        assert page.evaluate("document.activeElement.textContent") == "lift", "the focus stays on the link"


@pytest.mark.parametrize("hash", ["lift", "lift-title"])
def test_a_link_to_a_section_or_into_one_opens_it_there(chromium: Any, origin: str, hash: str) -> None:
    with Visit(chromium, origin, f"#{hash}", **STILL) as visit:
        assert shown(visit.page) == ["lift", "lift"]
        assert 0 <= visit.page.locator(f"#{hash}").bounding_box()["y"] < 100


def test_links_of_the_page_open_what_they_lead_to_and_others_change_nothing(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "", **STILL) as visit:
        page = visit.page
        page.get_by_role("link", name="What tuning changed").click()
        page.wait_for_function("!document.querySelector('#lift').hidden")
        assert shown(page) == ["lift", "lift"]
        assert 0 <= page.locator("#lift-title").bounding_box()["y"] < 100
        page.evaluate("location.hash = 'end'")
        page.wait_for_timeout(50)
        assert shown(page) == ["lift", "lift"]
    with Visit(chromium, origin, "#end", **STILL) as visit:
        assert shown(visit.page) == ["tuned", "tuned"]


def test_print_has_all_sections(chromium: Any, origin: str) -> None:
    with Visit(chromium, origin, "#base") as visit:
        visit.page.emulate_media(media="print")
        assert shown(visit.page)[:3] == [*VIEWS]
