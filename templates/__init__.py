"""How it looks: find the pages, render each row of its view, draw the charts, and write what differs."""

import functools
import hashlib
import importlib
import json
import re
from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import jinja2
from markupsafe import Markup

from templates._write import Output, fresh
import pandas as pd

HERE = Path(__file__).parent
JSON_ROWS = 20_000  # above this many rows a view is offered as CSV and Parquet only


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
        make = namedtuple(view, names)._make  # type: ignore[misc]  # the names come from the view
        at = [names.index(column) for column in columns]
        grouped: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for values in found.fetchall():
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


class Renderer:
    """One Jinja environment over one set of tables."""

    def __init__(self, data: Data, folder: Path = HERE) -> None:
        self.data = data
        self.assets = dict(_assets(folder / "assets"))
        self.env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.env.filters |= FILTERS
        self.env.globals |= {"rows": data.rows, "chart": self.chart, "site": data.rows("page_site")[0]}
        self._charts: dict[str, str] = {}

    def chart(self, name: str, rows: list[Any]) -> Markup:
        """An SVG that follows the page's theme, from templates/charts/<name>.py; empty where there is nothing to draw."""
        if not rows:
            return Markup("")
        frame = pd.DataFrame(rows, columns=list(rows[0]._fields))
        module = importlib.import_module(f"templates.charts.{name}")
        return Markup(importlib.import_module("templates.charts").svg(module.chart(frame)))

    def render(self, template: str, view: str | None) -> Iterator[tuple[str, bytes]]:
        """Every page of a template: its path in the site, and its bytes."""
        page = self.env.get_template(template)
        route = template.removeprefix("pages/").removesuffix(".html")
        for row in self.data.rows(view) if view else [None]:
            path = route.removesuffix("index") if view is None else f"{_fill(route, row)}/"
            root = "../" * path.count("/") or "./"
            context = {"row": row, "root": root, "asset": functools.partial(self._asset, root)}
            try:
                yield f"{path}index.html", page.render(context).encode()
            except (jinja2.TemplateError, TypeError, ValueError) as error:
                raise TemplateError(f"templates/{template} at {path or 'the home page'}: {error}") from error

    def _asset(self, root: str, name: str) -> str:
        return f"{root}assets/{_hashed(name, self.assets[name])}"

    def asset_files(self) -> Iterator[tuple[str, bytes]]:
        """The assets under the names that their content gives them."""
        for name, body in self.assets.items():
            yield f"assets/{_hashed(name, body)}", body


def make(con: duckdb.DuckDBPyConnection, views: list[Any], output: Output, scratch: Path, bar: Any) -> int:
    """Put the whole site into an output folder: downloads, assets, and every page; how many pages that were."""
    exports(con, fresh(scratch), [(v.name, v.description) for v in views if v.name.startswith("page_")])
    output.copy(scratch, "data")
    renderer = Renderer(Data(con))
    for path, body in renderer.asset_files():
        output.write(path, body)
    n_pages = 0
    for template, view in pages().items():
        for path, body in renderer.render(template, view):
            output.write(path, body)
            n_pages += 1
            bar.update(1)
    return n_pages


def _assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _hashed(name: str, body: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{ending}"


def _fill(route: str, row: Any) -> str:
    return re.sub(r"{(\w+)}", lambda match: str(getattr(row, match[1])), route)


def exports(con: duckdb.DuckDBPyConnection, folder: Path, names: list[tuple[str, str]]) -> None:
    """Every page_* view as data/<view>.csv, .parquet and, where it is not too long, .json; and a list of them all.

    `names` are (view, description); the list is table page_data, for the data page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for name, description in names:
        count = con.execute(f"select count(*) from {name}").fetchall()[0][0]
        columns = [{"name": c, "type": str(t).lower()} for c, t, *_ in con.execute(f"describe {name}").fetchall()]
        formats = {"csv": "(format csv)", "parquet": "(format parquet, compression zstd)"}
        if count <= JSON_ROWS:
            formats["json"] = "(format json, array true)"
        for ending, options in formats.items():
            con.execute(f"copy {name} to '{folder / f'{name}.{ending}'}' {options}")
        sizes = {ending: (folder / f"{name}.{ending}").stat().st_size for ending in formats}
        listed.append({
            "table_name": name, "description": description, "n_rows": count, "columns": columns,
            **{ending: f"data/{name}.{ending}" if ending in formats else None for ending in ("csv", "json", "parquet")},
            **{f"bytes_{ending}": sizes.get(ending) for ending in ("csv", "json", "parquet")},
        })  # fmt: skip
    (folder / "index.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    con.execute(f"create table page_data as select * from read_json('{folder / 'index.json'}', format = 'array')")


def _date(value: date | datetime) -> str:
    return f"{value.day} {value:%B %Y}"


def _bytes(value: int) -> str:
    for unit in ("bytes", "KB", "MB"):
        if value < 1000 or unit == "MB":
            return f"{value:,.0f} {unit}" if unit == "bytes" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000  # type: ignore[assignment]
    raise AssertionError("unreachable")


def _usd(value: float) -> str:
    """Dollars to the cent, and to a second significant figure below ten cents."""
    return f"${value:,.2f}" if value >= 0.1 or value == 0 else f"${value:.2g}"


def _parameters(value: float) -> str:
    billions = value / 1e9
    if billions >= 1000:
        return f"{billions / 1000:.2f} T"
    if billions >= 0.95:
        return f"{billions:.1f} B" if billions < 100 else f"{billions:.0f} B"
    return f"{value / 1e6:.0f} M"


def _gib(value: float) -> str:
    return f"{value:.1f} GiB" if value < 100 else f"{value:,.0f} GiB"


FILTERS: dict[str, Callable[..., str]] = {
    "points": lambda value: f"{value:.1f}",
    "number": lambda value, places=1: f"{value:,.{places}f}",
    "integer": lambda value: f"{value:,.0f}",
    "gib": _gib,
    "usd": _usd,
    "parameters": _parameters,
    "date": _date,
    "bytes": _bytes,
}
