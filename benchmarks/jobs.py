"""What is measured in a process of its own: python jobs.py JOB ARGUMENTS; what it found is printed as JSON."""

import gzip
import json
import re
import statistics
import sys
import time
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MODEL_PAGE: tuple[str, str | None] = ("pages/models/{model_id}.html", "page_models")
NO_BAR = SimpleNamespace(update=lambda n: None)
# What a model's page reads of each of its tables, and so what its peers are given.
NESTED = {
    "fits": "precision is_native weights_gib kv_gib overhead_gib need_gib tier_id tier_name kv_basis context_tokens",
    "domains": "domain_id domain_name board_id board_name setting unit score score_low score_high score_at low_at "
    "high_at rank_low rank_high n_ranked is_tied_best n_measured n_benchmarks n_imputed is_ranked unranked_reason",
    "scores": "benchmark_id benchmark_name board_name source_name setting setup unit score score_low score_high "
    "score_at low_at high_at rank_low rank_high n_ranked n is_headline counts source_url relationship dated",
    "offers": "provider_name is_first_party price_in price_out context_tokens output_tokens source_url dated",
}


def build(out: str, cache: str, leave_out: str = "", charts: str = "with") -> dict[str, Any]:
    """What build.py builds, and the time of each step; without one source, or without charts, where that is said."""
    started = time.monotonic()
    import sources, sql, templates  # noqa: E401, I001  this import is part of what is timed
    from markupsafe import Markup
    from templates._write import Output, fresh

    steps: dict[str, float] = {}
    drawn: list[tuple[float, float]] = []
    draw = templates.Renderer.chart

    def timed(self: Any, name: str, rows: list[Any]) -> Markup:
        if charts != "with" or not rows:
            return Markup("")
        begun = time.monotonic(), time.process_time()
        svg = draw(self, name, rows)
        drawn.append((time.monotonic() - begun[0], time.process_time() - begun[1]))
        return svg

    def step(name: str) -> None:
        steps[name] = time.monotonic() - started - sum(steps.values())

    templates.Renderer.chart = timed  # type: ignore[method-assign]
    snapshots = fresh(Path(cache, "snapshots"))
    for folder in sorted((ROOT / "sources" / "snapshots").iterdir()):
        if folder.name != leave_out:
            (snapshots / folder.name).symlink_to(folder)
    con, output = sql.connect(), Output(Path(out))
    output.open()
    step("start")
    # As of a date, reviewed files may speak of models that only the source left out knows.
    sources.load(con, snapshots=snapshots, as_of=date.max if leave_out else None)
    step("load")
    views = sql.create(con)
    step("views")
    list(sql.findings(con, sql.checks()))
    step("checks")
    n_pages = templates.make(con, views, output, Path(cache, "export"), NO_BAR)
    output.close()
    step("pages")
    return {
        "pages": n_pages,
        "steps": steps,
        "charts": len(drawn),
        "chart_seconds": [sum(both) for both in zip(*drawn, strict=True)],
    }


def export(out: str) -> dict[str, Any]:
    """The figures, worked out: every page_* table for our pages; for the peers models.json, in which each model holds
    all that its page shows, and site.json for the footer.
    """
    import sources
    import sql

    con, folder = sql.connect(), Path(out)
    sources.load(con)
    views = sql.create(con)
    folder.mkdir(parents=True)
    for view in views:
        if view.name.startswith("page_"):
            con.execute(f"copy {view.name} to '{folder / view.name}.parquet'")
    model = "from page_models as model"
    for name, columns in NESTED.items():
        struct = ", ".join(f"'{column}': {column}" for column in columns.split())
        rows = f"(select *, row_number() over () as nth from page_model_{name})"
        each = f"select model_id, list({{{struct}}} order by nth) as {name}"
        con.execute(f"create table {name} as {each} from {rows} group by all")
        model += f" left join {name} using (model_id)"
    lists = ", ".join(f"coalesce({name}, []) as {name}" for name in NESTED)
    con.execute(f"copy (select model.*, {lists} {model}) to '{folder}/models.json' (array true)")
    named = "(select list({'source': source, 'name': name}) from page_sources) as sources"
    con.execute(f"copy (select *, {named} from page_site) to '{folder}/site.json'")
    return {}


def pages(figures: str, out: str, processes: str = "many") -> dict[str, Any]:
    """The model pages alone, from figures that are worked out: what the peers do."""
    import duckdb

    import templates
    from templates._write import Output

    con = duckdb.connect(config={"threads": 1})
    for path in sorted(Path(figures).glob("page_*.parquet")):
        con.execute(f"create view {path.stem} as select * from read_parquet('{path}')")
    output = Output(Path(out))
    output.open()
    if processes == "many":
        templates.pages = lambda folder=ROOT: dict([MODEL_PAGE])  # make() then knows this one page
        return {"pages": templates.make(con, [], output, Path(out + ".export"), NO_BAR)}
    return {"pages": output.put(templates.Renderer(templates.Data(con)).render(*MODEL_PAGE))}


def floor(site: str, out: str) -> dict[str, Any]:
    """Writing the files of a site again, and nothing else; the reading is not counted."""
    bodies = [(path.relative_to(site), path.read_bytes()) for path in Path(site).rglob("*") if path.is_file()]
    started = time.monotonic()
    for folder in sorted({path.parent for path, _ in bodies}):
        Path(out, folder).mkdir(parents=True, exist_ok=True)
    for path, body in bodies:
        Path(out, path).write_bytes(body)
    return {"seconds": time.monotonic() - started}


def sizes(site: str) -> dict[str, Any]:
    """What a visitor's browser is sent, in bytes, and which page sends the most."""
    root = Path(site).resolve()
    pages = sorted(root.rglob("*.html"))
    own = [page for page in root.glob("models/*/*/index.html") if page.parts[-3] != "unlisted"]
    raw, packed = {page: page.stat().st_size for page in own}, {page: gz(page.read_bytes()) for page in own}
    scripts = {page: script(page) for page in pages}
    charts = {
        (page, i): gz(svg.encode())
        for page in pages
        for i, svg in enumerate(re.findall(r"<svg[^>]* class=.chart.*?</svg>", page.read_text(encoding="utf-8"), re.S))
    }
    home = [root / "index.html", *sorted(loaded(root / "index.html"))]
    drawn, most = max(charts, key=charts.__getitem__), max(scripts, key=scripts.__getitem__)
    largest = max(raw, key=raw.__getitem__)
    return {
        "files": sum(path.is_file() for path in root.rglob("*")),
        "bytes": sum(path.stat().st_size for path in root.rglob("*") if path.is_file()),
        "pages": len(pages),
        "models": len(own),
        "model_mean": [statistics.mean(raw.values()), statistics.mean(packed.values())],
        "model_largest": [raw[largest], max(packed.values()), str(largest.parent.relative_to(root))],
        "model_over": sum(raw[page] > 20_000 or packed[page] > 5_000 for page in own),
        "home": [sum(gz(path.read_bytes()) for path in home), gz(home[0].read_bytes())],
        "script": [scripts[most], str(most.parent.relative_to(root))],
        "charts": len(charts),
        "chart": [charts[drawn], str(drawn[0].parent.relative_to(root))],
        "table": gz((root / "models" / "index.html").read_bytes()),
    }


def gz(body: bytes) -> int:
    """Bytes after gzip at the level that hosts use."""
    return len(gzip.compress(body, 6, mtime=0))


@cache
def loaded(path: Path) -> frozenset[Path]:
    """The files that a page, a style sheet or a script loads by itself, as far as its text names them."""
    text, folder = path.read_text(encoding="utf-8"), path.parent
    if path.suffix == ".js":
        named = re.findall(r"""(?:import|from|fetch\()\s*["'](\.[^"']+)["']""", text)
    else:
        tags = re.findall(r'<link[^>]* rel="(?:stylesheet|icon|modulepreload)"[^>]*>|<(?:script|img)\b[^>]*>', text)
        named = [m[1] for tag in tags if (m := re.search(r'(?:href|src)="([^":]+)"', tag))]
    direct = {(folder / name).resolve() for name in named}
    return frozenset(direct.union(*(loaded(p) for p in direct if p.suffix == ".js")))


def script(page: Path) -> int:
    """The script of a page, in bytes after gzip: its files and what stands in the page itself."""
    inline = re.findall(r"<script(?![^>]*(?: src=|json))[^>]*>(.*?)</script>", page.read_text(encoding="utf-8"), re.S)
    files = [path.read_bytes() for path in loaded(page) if path.suffix == ".js"]
    return sum(gz(body) for body in [*files, *(text.encode() for text in inline)])


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
