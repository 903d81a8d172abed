"""Who measured a score: what a row shows of it, which of two figures speaks, and how far makers' own lie apart."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.toys import benchmark, toy

QUIZ = benchmark("quiz", source="epoch", metric="score", unit="points", board="frontier", domain="knowledge", n=1000)
MODEL = "acorn-large"


def row(score: float, **about: Any) -> dict[str, Any]:
    usual = {"source": "epoch", "benchmark": "quiz", "metric": "score", "model": MODEL, "relationship": "other"}
    return usual | {"score": score} | about


@pytest.mark.parametrize(
    ("about", "relationship"),
    [
        ({"url": "https://acorn.example/large"}, "first_party"),
        ({"url": "https://www.acorn.example/large"}, "first_party"),
        ({"url": "https://files.example/acorn/large.pdf"}, "first_party"),
        ({"url": "https://files.example/other/acorn/large.pdf"}, "other"),
        ({"url": "https://files.example/acorns/large.pdf"}, "other"),
        ({"url": "https://notacorn.example/large"}, "other"),
        ({"url": "https://elsewhere.org/acorn.example/large"}, "other"),
        ({"url": "https://arxiv.org/abs/1"}, "other"),
        ({"url": None}, "other"),
        ({"url": "https://acorn.example/large", "relationship": "third_party"}, "first_party"),
        ({"url": "https://acorn.example/large", "model": "birch-3b-chat"}, "other"),
        ({"setup": "5-shot, Acorn Technical Report"}, "first_party"),
        ({"setup": "Acorn Technical Report"}, "first_party"),
        ({"setup": "5-shot, Not the Acorn Technical Report"}, "other"),
        ({"setup": "Acorn Technical Report", "model": "birch-3b-chat"}, "other"),
        ({"setup": "5-shot, Birch Bench"}, "third_party"),
        ({"setup": "5-shot, Birch Bench", "relationship": "first_party"}, "first_party"),
    ],
)  # fmt: skip
def test_a_row_shows_who_measured_it(about: dict[str, Any], relationship: str) -> None:
    con = toy([row(50, **about)], [QUIZ], "stg_results")
    found = con.execute("select relationship, relationship_basis from stg_results").fetchall()
    assert found[0][0] == relationship
    assert found[0][1].endswith(("says so", "quoted it")) == (relationship == about.get("relationship", "other"))


@pytest.mark.parametrize(
    ("of_benchmark", "about", "told"),
    [
        (None, {}, ("other", None)),
        ("Somebody", {}, ("third_party", "Somebody")),
        ("Acorn Inc", {}, ("first_party", None)),
        ("acorn (its lab)", {}, ("first_party", None)),
        ("Acorn Inc", {"model": "birch-3b-chat"}, ("third_party", "Acorn Inc")),
        ("Somebody", {"measured_by": "Acorn Inc"}, ("first_party", None)),
        ("Acorn Inc", {"measured_by": "Somebody"}, ("third_party", "Somebody")),
        ("Somebody", {"relationship": "first_party"}, ("first_party", None)),
    ],
)
def test_who_measured_it_may_be_said_of_the_benchmark_or_of_the_row(
    of_benchmark: str | None, about: dict[str, Any], told: tuple[str, str | None]
) -> None:
    con = toy([row(50, **about)], [QUIZ | {"measured_by": of_benchmark}], "stg_results")
    assert con.execute("select relationship, measurer from stg_results").fetchall() == [told]


def headline(*rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    return toy(rows, [QUIZ], "mart_headlines").execute("select score, is_self_reported from mart_headlines").fetchall()


def test_a_higher_score_of_the_maker_never_speaks_before_an_independent_one() -> None:
    own = row(90, setup="Acorn Technical Report")
    assert headline(own, row(60, relationship="third_party", setup="plain")) == [(60, False)]
    assert headline(own, row(60, setup="plain")) == [(60, False)]


def test_a_score_that_only_the_maker_reports_speaks_and_is_marked() -> None:
    assert headline(row(90, setup="Acorn Technical Report")) == [(90, True)]


def pairs(*rows: dict[str, Any], **about: Any) -> duckdb.DuckDBPyConnection:
    return toy(rows, [QUIZ | about], "mart_self_reported")


def test_a_pair_is_the_difference_of_the_two_with_the_error_of_both() -> None:
    con = pairs(
        row(80, setup="5-shot, Acorn Technical Report"), row(75, setup="5-shot, plain", relationship="third_party")
    )
    found = con.execute("select self_score, independent_score, difference, difference_se from mart_self_reported")
    ((own, other, difference, se),) = found.fetchall()
    assert (own, other, difference) == (80, 75, 5)
    assert se == pytest.approx((0.8 * 0.2 / 1000 + 0.75 * 0.25 / 1000) ** 0.5 * 100, rel=1e-6)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ({"setup": "5-shot, Acorn Technical Report"}, {"setup": "3-shot, plain"}),
        ({"setup": "5-shot, Acorn Technical Report"}, {"setup": "plain"}),
        ({"setup": "Acorn Technical Report"}, {"setup": "plain"}),
        ({"setup": "5-shot, Acorn Technical Report"}, {"setup": "5-shot, plain", "relationship": "other"}),
        ({"setup": "5-shot, Acorn Technical Report"}, {"setup": "5-shot, plain", "model": "acorn-small"}),
        ({"setup": "5-shot, Acorn Technical Report"}, {"setup": "5-shot, plain", "model": f"{MODEL}_high"}),
    ],
    ids=["other shots", "shots not said", "neither says", "not said by whom", "another model", "another setting"],
)
def test_what_does_not_compare_is_no_pair(own: dict[str, Any], other: dict[str, Any]) -> None:
    con = pairs(row(80, **own), row(75, **({"relationship": "third_party"} | other)))
    assert con.execute("select count(*) from mart_self_reported").fetchall() == [(0,)]


def test_of_the_shipped_figures_the_makers_and_pairs_agree(shipped: duckdb.DuckDBPyConnection) -> None:
    by_hand = """
        select organization_id, count(*), avg(self_score - independent_score), median(self_score - independent_score)
        from page_self_reported group by all order by 2 desc, 1
    """
    shown = "select organization_id, n_pairs, mean_difference, median_difference from page_self_reported_makers"
    assert shipped.execute(shown).fetchall() == [
        (maker, n, pytest.approx(mean), pytest.approx(median))
        for maker, n, mean, median in shipped.execute(by_hand).fetchall()
    ]
    # Llama 2's report says 68.9 on MMLU with 5 shots; the leaderboard that ran it says 69.83.
    known = "from page_self_reported where test_id = 'mmlu' and model_id = 'meta-llama/llama-2-70b-hf'"
    both = shipped.execute(f"select round(self_score, 2), round(independent_score, 2) {known}")
    assert both.fetchall() == [(68.9, 69.83)]


def test_facts_on_which_sources_differ_are_those_that_differ(shipped: duckdb.DuckDBPyConnection) -> None:
    sizes = """
        select model_id
        from stg_facts as ours join stg_facts as theirs using (model_id) join mart_models using (model_id)
        where ours.source = 'model_facts' and theirs.source = 'open_llm_leaderboard'
            and greatest(ours.parameters, theirs.parameters) > 1.1 * least(ours.parameters, theirs.parameters)
        order by 1
    """
    shown = (
        "select model_id from page_fact_disagreements where fact = 'parameters' "
        "and source_a = 'model_facts' and source_b = 'open_llm_leaderboard' order by 1"
    )
    assert shipped.execute(shown).fetchall() == shipped.execute(sizes).fetchall() != []
    apart = "abs(right(value_a, 10)::date - right(value_b, 10)::date)"
    near = f"from page_fact_disagreements where fact = 'release date' and {apart} < 7"
    assert shipped.execute(f"select count(*) {near}").fetchall() == [(0,)]
    seven = "from page_fact_disagreements where fact = 'release date' and model_id = 'meta-llama/llama-3.1-405b'"
    told = shipped.execute(f"select value_a, value_b, used_source {seven} and source_b = 'model_facts'").fetchall()
    assert told == [("2024-07-23", "on the Hub since 2024-07-16", "epoch")]


def test_active_parameters_are_compared_and_a_word_that_is_no_licence_is_not(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    active = """
        select value_a, value_b, used_source from page_fact_disagreements
        where fact = 'active parameters' and model_id = 'openai/gpt-oss-120b'
    """
    assert shipped.execute(active).fetchall() == [("5.1 B", "9.31 B", "catalogue")]
    licences = {
        frozenset(row)
        for row in shipped.execute(
            "select value_a, value_b from page_fact_disagreements where fact = 'licence'"
        ).fetchall()
    }
    assert frozenset(("apache-2.0", "yi-license")) in licences
    assert not {word for pair in licences for word in pair} & {"open", "llama", "uw"}
    assert frozenset(("modified-mit", "kimi-modified-mit")) not in licences


def told(*rows: dict[str, Any], **about: Any) -> list[tuple[Any, ...]]:
    con = toy(rows, [QUIZ | about], "mart_score_disagreements")
    return con.execute("select shots, n_figures, low_score, high_score from mart_score_disagreements").fetchall()


def test_two_publications_that_differ_by_more_than_a_point_disagree() -> None:
    one, two = row(50, setup="5-shot, Acorn Technical Report"), row(51.5, setup="5-shot, Birch Bench")
    assert told(one, two) == [(5, 2, 50, 51.5)]
    assert told(one, row(51, setup="5-shot, Birch Bench")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"setup": "3-shot, Birch Bench"},
        {"setup": "Birch Bench"},
        {"setup": "5-shot, Birch Bench", "model": "acorn-small"},
        {"setup": "5-shot, Birch Bench", "model": f"{MODEL}_high"},
        {"setup": "5-shot, Acorn Technical Report", "dated": "2026-01-01"},
    ],
    ids=["other shots", "shots not said", "another model", "another setting", "the same publication"],
)
def test_what_is_another_test_or_the_same_publication_is_no_disagreement(other: dict[str, Any]) -> None:
    assert told(row(50, setup="5-shot, Acorn Technical Report"), row(60, **other)) == []


def test_the_shipped_scores_that_publications_tell_differently_are_listed_with_each(
    shipped: duckdb.DuckDBPyConnection, site: Path
) -> None:
    figures = """
        select figures from page_score_disagreements
        where model_id = 'huggyllama/llama-7b' and test_id = 'openbookqa-reported'
    """
    ((known,),) = shipped.execute(figures).fetchall()
    assert {28.4, 44.2, 57.2} <= {round(figure["score"], 1) for figure in known}
    page = (site / "disagreements" / "index.html").read_text()
    assert all(figure["citation"] in page for figure in known)
