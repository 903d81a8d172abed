"""The shipped site: every page and file of it, as a web server under any path would hand it out."""

import gzip
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import duckdb
import pytest

import sql
from tests.conftest import ROOT

LINK = re.compile(r'\s(?:href|src|srcset|poster|action|data)="([^"]*)"')
ANCHOR = re.compile(r"<a\s[^>]*>")
ID = re.compile(r'\sid="([^"]*)"')
VOID = {"meta", "link", "br", "img", "input", "hr", "col", "wbr", "source"}
BUDGET = {"models": 20_000, "": 60_000}  # bytes of a model's page, and of the home page as it is sent


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Path → text of every page."""
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def sample(pages: dict[str, str]) -> dict[str, str]:
    """Every page that is not a model's, and one in forty of those."""
    models = [
        path for path in pages if re.fullmatch(r"models/[^/]+/[^/]+/index\.html", path) and "/unlisted/" not in path
    ]
    left_out = set(models) - set(models[::40])
    return {path: text for path, text in pages.items() if path not in left_out}


def is_model(path: str) -> bool:
    return path.count("/") == 3 and path.startswith("models/") and not path.startswith("models/unlisted/")


def target(page: str, link: str) -> str:
    """The file a relative link leads to, from the site's root; above it where it begins with two dots."""
    path = normpath(f"{page.rpartition('/')[0]}/{unquote(urlsplit(link).path)}".lstrip("/"))
    return f"{path}/index.html".removeprefix("./") if link.split("#")[0].endswith("/") else path


def test_every_page_says_where_it_is_and_leads_somewhere(pages: dict[str, str]) -> None:
    assert len(pages) > 10_000
    for path, text in pages.items():
        assert text.startswith("<!doctype html>"), path
        assert text.count("<h1") == 1, path
        assert "<title>" in text and '<html lang="en">' in text, path


def test_every_internal_link_and_asset_is_there_under_any_path(site: Path, pages: dict[str, str]) -> None:
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    ids = {path: set(ID.findall(text)) for path, text in pages.items() if not is_model(path)}
    broken = set()
    for page, text in pages.items():
        for link in set(LINK.findall(text)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if link.startswith("#"):
                if link[1:] not in ids.get(page, set(ID.findall(text))):
                    broken.add((page, link))
                continue
            found = target(page, link)
            if (
                found not in files
                or link.startswith("/")
                or (parts.fragment and parts.fragment not in ids.get(found, set()))
            ):
                broken.add((page, link))
    assert sorted(broken)[:20] == []


def test_nothing_is_asked_of_another_host_unless_a_reader_follows_a_link(pages: dict[str, str], site: Path) -> None:
    for path, text in pages.items():
        without = ANCHOR.sub("", text)
        outside = [link for link in LINK.findall(without) if urlsplit(link).netloc]
        assert outside == [], path
        assert "@import" not in without and "url(http" not in without, path
    for asset in site.glob("assets/*"):
        text = asset.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, asset.name


def test_links_that_leave_the_site_are_https(pages: dict[str, str]) -> None:
    leaving = {link for text in pages.values() for link in LINK.findall(text) if urlsplit(link).scheme}
    assert {urlsplit(link).scheme for link in leaving} == {"https"}


def test_ids_are_unique_on_every_page(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        found = ID.findall(text)
        assert len(found) == len(set(found)), (path, sorted({i for i in found if found.count(i) > 1}))


class Outline(HTMLParser):
    """What a browser would have to guess: tags left open, labels that lead nowhere, levels of headings left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.levels: list[int] = []
        self.ids: set[str] = set()
        self.labels: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.ids.add(about.get("id") or "")
        self.labels |= set((about.get("aria-labelledby") or "").split())
        if len(about) != len(attrs):
            self.wrong.append(f"an attribute twice on {tag}")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "table" and "scroll" not in "".join(self.open):
            self.labels.add("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An SVG element without content opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def problems(self) -> list[str]:
        skipped = [b for a, b in zip(self.levels, self.levels[1:], strict=False) if b > a + 1]
        return (
            self.wrong
            + self.open
            + [f"heading {level} after none above it" for level in skipped]
            + sorted(self.labels - self.ids - {""})
        )


def test_pages_are_well_formed_and_their_headings_and_labels_are_in_order(sample: dict[str, str]) -> None:
    for path, text in sample.items():
        outline = Outline()
        outline.feed(text)
        outline.close()
        assert outline.problems() == [], path


def test_every_table_to_sort_has_its_data_to_download(sample: dict[str, str]) -> None:
    assert sum(text.count("data-sortable") for text in sample.values()) > 200
    for path, text in sample.items():
        for table in re.split(r"<table(?=[^>]*data-sortable)", text)[1:]:
            after = table.split("</table>")[1][:700]
            assert re.search(r'href="[^"]*data/(?:page_\w+\.csv(?:\.gz)?|index\.json)"', after), path


def test_whatever_data_a_page_offers_it_says_how_they_were_computed(sample: dict[str, str]) -> None:
    asked = set()
    for path, text in sample.items():
        if path == "data/index.html" or path.startswith("methods/"):
            continue  # the list of all files, and the answers themselves
        shown = set(re.findall(r'data/(page_\w+)\.metadata\.json"', text)) - {"page_findings"}
        told = set(re.findall(r'<a href="[^"]*methods/sql/(page_\w+)/">How this was computed</a>', text))
        assert shown == told, path
        assert "<table" not in text or "methods/sql/" in text, path
        asked |= shown
    assert len(asked) > 30


def test_numbers_are_never_printed_as_nothing(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        assert not re.search(r">\s*(?:None|nan|NaN|inf|NaT|<NA>|undefined)\s*[<\]]", text), path


def test_model_pages_stay_light_but_for_models_with_many_settings(site: Path) -> None:
    sizes = {p.relative_to(site).as_posix(): p.stat().st_size for p in site.rglob("*.html")}
    models = {path: size for path, size in sizes.items() if is_model(path)}
    heavy = {path: size for path, size in models.items() if size > BUDGET["models"]}
    # Those measured at several efforts hold a row for each: they are few, and no page grows without bound.
    assert len(heavy) < 0.02 * len(models)
    assert max(models.values()) < 6 * BUDGET["models"]
    assert len(gzip.compress((site / "index.html").read_bytes())) <= BUDGET[""]
    if heavy:
        pytest.xfail(f"{len(heavy)} of {len(models)} model pages are over their budget of {BUDGET['models']:,} bytes")


def digests(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Of every public table a digest of its rows in their order."""
    names = [view.name for view in sql.views() if view.name.startswith("page_")]
    told = "select md5(string_agg(md5(one::varchar), '')) from {} as one"
    return {name: con.execute(told.format(name)).fetchall()[0][0] for name in names}


# That pages of equal tables are equal bytes is tested on the made-up world, in a tenth of the time.
@pytest.mark.slow
def test_elsewhere_in_the_world_the_shipped_figures_come_to_the_same_tables(shipped: duckdb.DuckDBPyConnection) -> None:
    code = (
        "import json, sources, sql; from tests.conftest import KNOWN; from tests.test_site import digests; "
        "con = sql.connect(); sources.load(con, as_of=KNOWN); sql.create(con); print(json.dumps(digests(con)))"
    )
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | elsewhere)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == digests(shipped)
