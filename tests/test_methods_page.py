"""The methods as the site tells them: the code of every view, and the way from a table to it."""

import html
import itertools
import math
import re
from pathlib import Path

import duckdb
import pytest

import sql

ROOT = Path(__file__).parent.parent
VIEWS = sql.views()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_page_of_a_view_shows_its_code_to_the_letter_and_its_tests(world_site: Path, view: sql.View) -> None:
    page = (world_site / "methods" / "sql" / view.name / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'<pre class="code"[^>]*tabindex="0"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    assert [html.unescape(code) for code in shown] == [view.text, *(one.text for one in view.imports)]
    told = html.unescape(page.partition('id="tests"')[2])
    assert all(says in told for key, says in view.header if key != "description")
    assert all(f"/{name}/" in page for name in view.reads if not name.startswith("raw_"))


def test_a_table_leads_to_every_step_on_its_way_in_the_order_in_which_they_are_made(world_site: Path) -> None:
    page = (world_site / "methods" / "sql" / "page_domain_ranks" / "index.html").read_text(encoding="utf-8")
    chain = re.findall(r'href="\.\./\.\./\.\./methods/sql/(\w+)/"', page.partition('id="code"')[0])
    made = [view.name for view in VIEWS]
    assert {"mart_scores", "mart_domain_scores", "mart_critical_values", "mart_ranks"} <= set(chain)
    assert all(name.startswith("mart_") for name in chain)
    assert chain == sorted(chain, key=made.index)


def test_the_index_names_every_view_once_and_what_it_is(world_site: Path) -> None:
    page = (world_site / "methods" / "sql" / "index.html").read_text(encoding="utf-8")
    listed = re.findall(r'<li><a href="[^"]*methods/sql/(\w+)/"><code>\w+</code></a> (.+?)</li>', page)
    assert sorted(name for name, _ in listed) == sorted(view.name for view in VIEWS)
    assert all(said.endswith(".") and len(said) > 20 for _, said in listed)


def test_the_index_shows_every_sentence_that_is_checked_with_its_query(world_site: Path) -> None:
    page = (world_site / "methods" / "sql" / "index.html").read_text(encoding="utf-8")
    shown = re.findall(r'<pre class="code" id="(\w+)"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    assert {name: html.unescape(code) for name, code in shown} == {
        path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "sql" / "checks").glob("*.sql")
    }


def test_a_view_of_a_fork_is_told_with_the_checks_that_name_it(tmp_path: Path) -> None:
    (tmp_path / "mart_toys.sql").write_text("-- description: Toys. All kinds.\n-- not_null: toy\nselect 'ball' as toy")
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "no_toy_is_a_kite.sql").write_text("select toy from mart_toys where toy = 'kite'")
    con = sql.connect()
    sql.create(con, tmp_path)
    told = con.execute("select layer, file, description, reads, tests, imports from raw_view").fetchall()
    tests = [{"kind": "not_null", "says": "toy"}, {"kind": "check", "says": "no toy is a kite"}]
    assert told == [("mart", "sql/mart_toys.sql", "Toys. All kinds.", [], tests, [])]
    assert con.execute("select check_id, severity from raw_check").fetchall() == [("no_toy_is_a_kite", "error")]


def test_what_the_python_of_a_view_imports_is_told_with_it(tmp_path: Path) -> None:
    (tmp_path / "mart_toys.py").write_text('"""Toys.\n\nAll kinds."""\n\nfrom sql._identity import names\n')
    view = sql.View(tmp_path / "mart_toys.py")
    assert view.description == "Toys."
    assert [one.path for one in view.imports] == [ROOT / "sql" / "_identity.py"]


def test_the_flow_of_the_data_has_every_view_after_all_that_it_reads(shipped: duckdb.DuckDBPyConnection) -> None:
    told = shipped.execute("select view_id, position, reads from raw_view order by position").fetchall()
    at = {name: position for name, position, _ in told}
    assert all(at[name] > at[other] for name, _, reads in told for other in reads if other in at)


def sums(page: str) -> list[tuple[str, float, float, int]]:
    """Of a page, every `a = b` of numbers: the left side as printed, both values, and the right one's decimals."""
    text = re.sub(r"<sup>(.*?)</sup>", r"**(\1)", page)
    text = html.unescape(re.sub(r"</(?:li|p|dd)>", "\n", text)).replace("·", "*").replace("−", "-")
    text = re.sub(r"√([\d.]+)", r"√(\1)", re.sub(r"<[^>]*>|(?<=\d),(?=\d)|\$", "", text))
    found = []
    for line in text.splitlines():
        for left, right in itertools.pairwise(line.split(" = ")):
            formula = re.search(r"[\d(√][-+*/().\d √]*$", left)
            number = re.match(r"-?\d+(?:\.(\d+))?(?!\d|\.\d|\s*[-+*/])", right)
            if formula and number and re.search(r"[-+*/√]", formula[0]):
                value = eval(formula[0].replace("√", "sqrt"), {"sqrt": math.sqrt, "__builtins__": {}})
                found.append((formula[0], value, float(number[0]), len(number[1] or "")))
    return found


def test_a_reader_with_a_calculator_gets_the_worked_numbers(site: Path) -> None:
    found = sums((site / "methods" / "index.html").read_text(encoding="utf-8"))
    assert len(found) > 25
    wrong = [(left, value, told) for left, value, told, places in found if abs(value - told) > 1.0001 * 10**-places]
    assert wrong == []


@pytest.mark.parametrize("view", [view.name for view in VIEWS if view.name.startswith("page_worked_")])
def test_every_worked_example_is_there_and_its_page_leads_to_its_sql(
    shipped: duckdb.DuckDBPyConnection, site: Path, view: str
) -> None:
    page = (site / "methods" / "index.html").read_text(encoding="utf-8")
    rows = shipped.execute(f"select distinct model_name from {view}").fetchall()
    assert rows and all(f">{html.escape(name)}</a>" in page for (name,) in rows)
    assert f'href="../methods/sql/{view}/"' in page


def test_every_method_begins_with_a_question_and_folds_its_formula(site: Path) -> None:
    page = (site / "methods" / "index.html").read_text(encoding="utf-8")
    sections = re.split(r'<h2 id="([\w-]+)">', page)[1:]
    methods = dict(zip(sections[::2], sections[1::2], strict=True))
    assert len(methods) == 12
    for name, text in methods.items():
        assert name == "limits" or 'class="question"' in text, name
        assert name == "limits" or 'class="formula"' in text, name
        assert 'href="' in text, name
