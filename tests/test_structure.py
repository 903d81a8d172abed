"""Each file does one job and says so: sources, views, templates, charts, benchmarks and snapshots, one by one."""

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

import sources
import sql
import templates
from sources._contract import HubModels

ROOT = Path(__file__).parent.parent
CATALOG, SNAPSHOTS = ROOT / "sources" / "catalog", ROOT / "sources" / "snapshots"
VIEWS = sql.views()
NAMES = {view.name for view in VIEWS}
CODE = [
    p
    for name in ("build.py", "sources", "sql", "templates", "tests")
    for p in sorted([ROOT / name] if name == "build.py" else (ROOT / name).rglob("*"))
    if p.suffix in (".py", ".sql", ".html", ".css", ".js") and "vendor" not in p.parts
]
TEMPLATES = [path for path in CODE if path.suffix == ".html"]
CHARTS = [path for path in CODE if path.parent.name == "charts" and not path.name.startswith("_")]
BENCHMARKS = sorted((CATALOG / "benchmarks").glob("*.toml"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_says_first_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= (600 if path.suffix == ".css" else 300)
    if path.suffix == ".py":
        first = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]
    else:
        opening = {".sql": "-- ", ".html": "{# ", ".css": "/* ", ".js": "// "}[path.suffix]
        assert text.startswith(opening)
        first = text.splitlines()[0].removesuffix("*/").removesuffix("#}").strip()
    assert len(first) > 20 or path.name == "__init__.py"
    assert path.suffix == ".sql" or first.endswith((".", ":")), f"no sentence: {first}"


@pytest.mark.parametrize("source", sources.modules().values(), ids=sources.modules())
def test_a_source_says_who_publishes_what_under_which_licence(source: ModuleType) -> None:
    assert source.__doc__ and source.parse.__doc__
    for name in ("NAME", "PUBLISHER", "URL", "LICENSE", "CADENCE"):
        value = getattr(source, name)
        assert isinstance(value, str) and value, name
    assert source.URL.startswith("https://")
    assert source.LICENSE_URL is None or source.LICENSE_URL.startswith("https://")
    assert (source.LICENSE_URL is None) == (source.LICENSE == "none stated")
    assert source.CADENCE in ("daily", "weekly", "monthly", "frozen")
    assert len(inspect.signature(source.parse).parameters) == len(source.FILES) > 0
    for file in source.FILES:
        if isinstance(file, HubModels):
            assert file.view in NAMES
            continue
        assert file.startswith("https://") if isinstance(file, str) else re.fullmatch(r"[\w-]+/[\w-]+", file[0])


@pytest.mark.parametrize("source", sources.modules())
def test_a_shipped_snapshot_holds_the_rows_its_sidecar_names(source: str) -> None:
    assert list((SNAPSHOTS / source).glob("*.toml"))
    for sidecar in (SNAPSHOTS / source).glob("*.toml"):
        about = sources.toml(sidecar)
        assert about["license"] == sources.modules()[source].LICENSE
        assert all(
            re.fullmatch(r"[0-9a-f]{64}", file["sha256"]) and file["url"].startswith("https://")
            for file in about["files"]
        )
        found = {p.name.split(".")[1]: p for p in SNAPSHOTS.glob(f"{source}/{sidecar.stem}.*.parquet")}
        assert {kind: about[f"{kind}s"] for kind in found} == {
            kind: duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
            for kind, path in found.items()
        }
        assert found


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_one_description_and_someone_who_reads_it(view: sql.View) -> None:
    if view.path.suffix == ".sql":
        assert [key for key, _ in view.header].count("description") == 1
        assert view.header[0][0] == "description" and view.description.endswith(".")
        assert any(key == "unique" for key, _ in view.header) or view.name in (
            "page_site",
            "stg_results",
            "stg_facts",
        ), "say what a row is with `-- unique:`"
    if view.name.startswith("page_"):
        shown = "".join(path.read_text() for path in TEMPLATES)
        assert view.name in shown or view.name in (*templates.pages().values(), "page_site"), "no page shows it"
        outermost = view.body
        while "(" in outermost:
            outermost = re.sub(r"\([^()]*\)", "", outermost)
        assert view.name == "page_site" or re.search(r"\border by\s", outermost), "what is published has an order"
    else:
        assert any(view.name in other.reads for other in VIEWS), "nothing reads it"


@pytest.mark.parametrize(("template", "view"), templates.pages().items(), ids=templates.pages())
def test_a_page_is_made_of_a_view_that_exists(template: str, view: str | None) -> None:
    assert view is None or view in NAMES


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_reads_public_views_only_and_trusts_no_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    asked = set(re.findall(r"""rows\(["'](\w+)["']""", text))
    assert asked <= {name for name in NAMES if name.startswith("page_")} | {"page_data", "page_findings"}
    assert "|safe" not in text and "now()" not in text


@pytest.mark.parametrize("path", CHARTS, ids=named)
def test_a_chart_is_drawn_on_some_page(path: Path) -> None:
    assert "\ndef chart(" in path.read_text()
    assert any(f'"{path.stem}"' in template.read_text() for template in TEMPLATES)


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_is_of_a_known_board_domain_and_upstream_and_can_be_counted(
    shipped: duckdb.DuckDBPyConnection, path: Path
) -> None:
    about = sources.toml(path)
    assert re.fullmatch(r"[a-z0-9.-]+", path.stem)
    assert (CATALOG / "boards" / f"{about['board']}.toml").is_file()
    assert (CATALOG / "domains" / f"{about['domain']}.toml").is_file()
    assert about["problems"], "every benchmark has a known problem"
    assert about["counts"] == ("not_counted" not in about), "what is not counted has a reason, and nothing else has"
    assert ("n" in about) <= ("n_source" in about), "a number of questions has a source"
    scores = shipped.execute(
        "select count(*), count(stderr), count(score_low) from raw_result "
        "where source = ? and benchmark = ? and metric = ?",
        [about["source"], about["upstream"], about["metric"]],
    )
    n, n_stderr, n_low = scores.fetchall()[0]
    assert n > 0, "no score has this upstream name and metric"
    assert not about["counts"] or "n" in about or n_stderr or n_low, (
        "neither n nor a published error: nothing can be told apart"
    )


def test_what_the_catalogue_refers_to_is_in_the_catalogue(shipped: duckdb.DuckDBPyConnection) -> None:
    con = shipped
    cards = "from (select unnest(examples) as gpu from raw_tier) where gpu not in (select gpu_id from raw_gpu)"
    assert con.execute(cards).fetchall() == []
    aliases = "select source from raw_alias where source not in (select source from raw_snapshot)"
    assert con.execute(aliases).fetchall() == []
    for kind in ("board", "domain", "tier"):
        assert con.execute(f'select "order" from raw_{kind} group by all having count(*) > 1').fetchall() == []


@pytest.mark.parametrize("kind", ["gpus", "benchmarks"])
def test_reviewed_facts_name_their_source(kind: str) -> None:
    key = {"gpus": "source", "benchmarks": "url"}[kind]
    for path in (CATALOG / kind).glob("*.toml"):
        assert sources.toml(path)[key].startswith("https://"), path.name
