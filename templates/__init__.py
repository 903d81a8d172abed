"""How it looks: find the pages, render each row of its view, draw the charts, and write what differs."""

import concurrent.futures
import contextlib
import functools
import hashlib
import importlib
import multiprocessing
import os
import re
import warnings
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pandas as pd
from markupsafe import Markup

import sql
from templates import _cards
from templates._exports import exports, files, tell
from templates._format import FILTERS, PIECES
from templates._write import Output, fresh

HERE = Path(__file__).parent
# What tables say of where numbers come from, which no chart draws.
PROVENANCE = {"source", "sources", "publisher", "relationship", "source_url", "source_license", "revision",
              "retrieved_on", "measured_on", "method_url"}  # fmt: skip


class TemplateError(Exception):
    """A page that cannot be made: the message names its template and what is wrong."""


class Data:
    """The page_* tables, handed to templates row by row; no other table has a way in."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self._grouped: dict[tuple[str, ...], dict[tuple[Any, ...], list[Any]]] = {}

    def rows(self, view: str, **where: Any) -> list[Any]:
        """The rows of a view whose columns equal the values given, in the view's own order."""
        key = (view, *where)
        if key not in self._grouped:
            self._grouped[key] = self._group(view, list(where))
        return self._grouped[key].get(tuple(where.values()), [])

    def _group(self, view: str, columns: list[str]) -> dict[tuple[Any, ...], list[Any]]:
        if not re.fullmatch(r"page_[a-z_]+", view):
            raise TemplateError(f"{view} is not a page_ view; templates read nothing else")
        try:
            found = self.con.execute(f"select * from {view}")
        except duckdb.CatalogException as error:
            raise TemplateError(f"no view {view}; make sql/{view}.sql") from error
        names = [column[0] for column in found.description]
        if lost := [c for c in columns if c not in names]:
            raise TemplateError(f"{view} has no column {lost[0]}; it has {', '.join(names)}")
        make: Callable[[Any], Any] = namedtuple(view, names)._make  # type: ignore[attr-defined]  # names known at run time
        at = [names.index(column) for column in columns]
        texts = [i for i, column in enumerate(found.description) if str(column[1]) == "VARCHAR"]
        grouped: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        once: dict[str, str] = {}  # names and links recur in thousands of rows: one object each saves half the memory
        while chunk := found.fetchmany(10_000):
            for row in chunk:
                values = list(row)
                for i in texts:
                    values[i] = once.setdefault(values[i], values[i])
                grouped[tuple(values[i] for i in at)].append(make(values))
        return grouped


def pages(folder: Path = HERE / "pages") -> dict[str, str | None]:
    """Template → the view it renders once a row of, or None where it renders once: `pages/domains/{domain_id}.html`
    is page_domains; a second placeholder adds its plural: `hardware/{tier_id}/{domain_id}` is page_hardware_domains.
    """
    found: dict[str, str | None] = {}
    for path in sorted(folder.rglob("*.html")):
        route = path.relative_to(folder).with_suffix("").as_posix()
        keys = re.findall(r"{(\w+)}", route)
        words = [part for part in route.split("/") if "{" not in part]
        view = "_".join(["page", *words, *(f"{key.removesuffix('_id')}s" for key in keys[1:])])
        found[f"pages/{route}.html"] = view if keys else None
    return found


class Compiled(jinja2.BytecodeCache):
    """The code of templates, kept while a build lasts: every depth has an environment, and all run the same code."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give a template the code that another environment has made of it."""
        bucket.code = self.kept.get(f"{bucket.key} {bucket.checksum}")

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep the code of a template."""
        self.kept[f"{bucket.key} {bucket.checksum}"] = bucket.code


class Renderer:
    """One Jinja environment over one set of tables."""

    def __init__(self, data: Data, folder: Path = HERE) -> None:
        self.data = data
        self.folder = folder
        self.assets = dict(_assets(folder / "assets"))
        self.files = files(data.con)
        self.compiled = Compiled()

    @functools.cache  # noqa: B019  one renderer lives as long as its build
    def environment(self, root: str) -> jinja2.Environment:
        """The environment of the pages at one depth. What depends on the depth is a global here and not a page's own
        variable, so that Jinja makes the macros once and not once a page: half of the time of a small page.
        """
        env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folder),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=self.compiled,
        )
        env.filters |= FILTERS
        env.globals |= {
            **PIECES,
            **_cards.pieces(self.data.rows("page_receipts"), root),
            "rows": self.data.rows,
            "chart": self.chart,
            "files": self.files.__getitem__,
            "site": self.data.rows("page_site")[0],
            "root": root,
            "asset": lambda name: f"{root}assets/{_hashed(name, self.assets[name])}",
        }
        # What is the same on thousands of pages is rendered once.
        env.globals["part"] = functools.cache(lambda name, **of: Markup(env.get_template(name).render(of)))
        return env

    def chart(self, name: str, rows: list[Any]) -> Markup:
        """An SVG in the page's own colours, from templates/charts/<name>.py; empty where there is nothing to draw."""
        if not rows:
            return Markup("")
        frame = pd.DataFrame(rows, columns=list(rows[0]._fields))
        frame = frame.drop(columns=PROVENANCE & set(frame.columns))
        module = importlib.import_module(f"templates.charts.{name}")
        return Markup(importlib.import_module("templates.charts").svg(module.chart(frame)))

    def render(
        self, template: str, view: str | None, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """The pages of a template, or those of some of its view's rows: each page's path in the site, and its bytes."""
        route = template.removeprefix("pages/").removesuffix(".html")
        for row in self.data.rows(view)[start:stop] if view else [None]:
            path = route.removesuffix("index") if view is None else f"{_fill(route, row)}/"
            page = self.environment("../" * path.count("/") or "./").get_template(template)
            try:
                yield f"{path}index.html", page.render(row=row).encode()
            except (jinja2.TemplateError, TypeError, ValueError) as error:
                raise TemplateError(f"templates/{template} at {path or 'the home page'}: {error}") from error

    def asset_files(self) -> Iterator[tuple[str, bytes]]:
        """The assets under the names that their content gives them."""
        for name, body in self.assets.items():
            yield f"assets/{_hashed(name, body)}", body


def make(
    con: duckdb.DuckDBPyConnection,
    views: list[Any],
    output: Output,
    scratch: Path,
    bar: Any,
    findings: Iterable[sql.Finding] = (),
) -> int:
    """Put the whole site into an output folder: downloads, assets, and every page; how many pages that were.

    The thousands of pages of one template are rendered by processes of their own, beside the pages with charts.
    `findings` are the checks that do not hold, for the coverage page.
    """
    names = [(v.name, v.description) for v in views if v.name.startswith("page_")]
    exports(con, fresh(scratch), [*names, tell(con, findings)])
    output.copy(scratch, "data")
    renderer = Renderer(Data(con))
    for path, body in renderer.asset_files():
        output.write(path, body)
    found = pages()
    many = {t: v for t, v in found.items() if v and len(renderer.data.rows(v)) > SHARE}
    shares = [(t, v, start) for t, v in many.items() for start in range(0, len(renderer.data.rows(v)), SHARE)]
    for template, view in many.items():
        next(renderer.render(template, view))  # reads what the template needs, once for all processes
    n_pages = 0
    with _processes(renderer, output) as pool:
        waiting = [pool.submit(_share, *share) for share in shares]
        for template in [name for name in found if name not in many]:
            n_pages += output.put(renderer.render(template, found[template]), bar)
        for share in waiting:
            part = share.result()
            output.add(part)
            n_pages += len(part.kept)
            bar.update(len(part.kept))
    return n_pages


SHARE = 500
_forked: list[Any] = []


@contextlib.contextmanager
def _processes(renderer: Renderer, output: Output) -> Iterator[concurrent.futures.Executor]:
    """Processes that begin with the rows and the templates of this one, where the system can fork; else a thread."""
    _forked[:] = [renderer, output.folder]
    if "fork" not in multiprocessing.get_all_start_methods():
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            yield pool
        return
    with warnings.catch_warnings():
        # Python warns of threads that a fork would leave behind; the children only render, and write files.
        warnings.simplefilter("ignore", DeprecationWarning)
        fork = multiprocessing.get_context("fork")
        with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 1, mp_context=fork) as pool:
            yield pool


def _share(template: str, view: str, start: int) -> Output:
    renderer, folder = _forked
    part = Output(folder)
    part.put(renderer.render(template, view, start, start + SHARE))
    return part


def _assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _hashed(name: str, body: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{ending}"


def _fill(route: str, row: Any) -> str:
    return re.sub(r"{(\w+)}", lambda match: str(getattr(row, match[1])), route)
