"""Corrections of what sources say, and sizes weighed against names: what is refused, applied, left out and listed."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import sources
import sql
from sources import _corrections
from sources._contract import SourceError
from tests import toys, world

FACT = """
source = "toys"
kind = "fact"
model = "acorn-ai/Oak-9B"
field = "context_tokens"
was = 262144
now = 131072
reason = "It is made up."
evidence = "https://example.org/oak"
reviewed_on = 2026-06-30
"""
SCORE = (
    FACT.replace('kind = "fact"', 'kind = "score"')
    .replace('field = "context_tokens"', 'benchmark = "quiz"\nmetric = "accuracy"\nsetup = "none"')
    .replace("262144", "59.6")
    .replace("now = 131072", "exclude = true")
)


def said(folder: Path, text: str, is_newest: bool = True) -> list[tuple[str, str | None]]:
    """What the source says at each corrected place, of one made-up fact and score in a snapshot of January 2026."""
    con = sql.connect()
    with tempfile.TemporaryDirectory() as snapshots:
        sources.load(con, catalog=world.CATALOG, snapshots=world.bare(Path(snapshots)))
    con.execute("""insert into raw_model_fact by name
        select 'toys' as source, 'acorn-ai/Oak-9B' as model, 262144 as context_tokens""")
    con.execute("""insert into raw_result by name
        select 'toys' as source, 'acorn-ai/Oak-9B' as model, 'quiz' as benchmark, 'accuracy' as metric, '' as setup,
            59.6 as score, 'third_party' as relationship""")
    con.execute("drop table raw_correction")
    (folder / "oak.toml").write_text(text)
    _corrections.load(con, folder, is_newest)
    return con.execute("select was, said from raw_correction").fetchall()


@pytest.mark.parametrize(("text", "was"), [(FACT, "262144"), (SCORE, "59.6")], ids=["fact", "score"])
def test_a_correction_finds_what_it_corrects(tmp_path: Path, text: str, was: str) -> None:
    assert said(tmp_path, text) == [(was, was)]


@pytest.mark.parametrize(
    ("text", "old", "new", "sentence"),
    [
        (FACT, 'source = "toys"', 'source = "nobody"', "source = 'nobody' is none; a source is named as its file"),
        (FACT, 'kind = "fact"', 'kind = "rumour"', "kind = 'rumour' should be 'fact' or 'score'"),
        (FACT, "context_tokens", "colour", "field = 'colour' should be one of parameters"),
        (FACT, 'field = "context_tokens"\n', "", "a correction of a fact names what it corrects by field"),
        (FACT, 'field = "', 'setup = "a"\nfield = "', "'setup' says nothing of a fact"),
        (FACT, "now = 131072", "", "give either now, the right value, or exclude = true"),
        (FACT, "now = 131072", "now = 131072\nexclude = true", "give either now, the right value, or exclude = true"),
        (FACT, "now = 131072", "now = 262144", "was and now are both 262144"),
        (FACT, "now = 131072", 'now = "long"', "now = 'long': context_tokens is a bigint"),
        (FACT, "https://example.org/oak", "a friend", "evidence = 'a friend'; give the https address"),
        (FACT, 'reason = "It is made up."\n', "", "the key 'reason' is missing"),
        (FACT, "Oak-9B", "oak-9b", "the snapshot of toys of 2026-01-01 does not have that"),
        (FACT, "was = 262144", "was = 4096", "the snapshot of toys of 2026-01-01 says 262144"),
        (FACT, 'field = "context_tokens"', 'field = "parameters"', "of parameters of 'acorn-ai/Oak-9B' the snapshot"),
        (SCORE, 'setup = "none"\n', "", "names what it corrects by benchmark, metric and setup"),
        (SCORE, '"quiz"', '"bees"', "the snapshot of toys of 2026-01-01 does not have that"),
        (SCORE, "exclude = true", 'field = "parameters"\nexclude = true', "'field' says nothing of a score"),
    ],
)  # fmt: skip
def test_a_wrong_correction_is_refused_by_name(tmp_path: Path, text: str, old: str, new: str, sentence: str) -> None:
    assert old in text
    with pytest.raises(SourceError) as raised:
        said(tmp_path, text.replace(old, new, 1))
    assert "oak.toml" in str(raised.value) and sentence in str(raised.value)


def test_one_value_is_corrected_once(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(FACT)
    with pytest.raises(SourceError, match=r"again\.toml and oak\.toml: correct the same value"):
        said(tmp_path, FACT)


def test_what_a_later_snapshot_says_otherwise_ends_a_correction_and_stops_nothing(tmp_path: Path) -> None:
    reviewed_before = FACT.replace("2026-06-30", "2025-12-31")
    assert said(tmp_path, reviewed_before.replace("was = 262144", "was = 4096")) == [("4096", "262144")]
    assert said(tmp_path, reviewed_before.replace("Oak-9B", "Gone-9B")) == [("262144", None)]


def test_an_earlier_day_of_a_source_need_not_know_what_was_corrected_since(tmp_path: Path) -> None:
    assert said(tmp_path, FACT.replace("Oak-9B", "Elm-9B"), is_newest=False) == [("262144", None)]


def correction(**about: Any) -> dict[str, Any]:
    """A correction that is in force unless it says otherwise."""
    usual = {
        "correction_id": "oak",
        "source": "model_facts",
        "kind": "fact",
        "model": "acorn-ai/Oak-9B",
        "reason": "made up",
        "evidence": "https://example.org/oak",
        "reviewed_on": date(2026, 6, 30),
        "exclude": "now" not in about,
    }
    return usual | {"said": about["was"]} | about


def corrected(wanted: str, *corrections: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """A made-up model with one score and two facts, and corrections of them."""
    quiz = toys.benchmark("quiz", metric="accuracy", unit="points", source="model_facts")
    fact = {"source": "model_facts", "model": "acorn-ai/Oak-9B", "parameters": 9e9, "context_tokens": 262144}
    score = {
        "source": "model_facts",
        "model": "acorn-ai/Oak-9B",
        "benchmark": "quiz",
        "metric": "accuracy",
        "score": 59.6,
    }
    return toys.toy([score], [quiz], wanted, raw_model_fact=[fact], raw_correction=corrections)


def test_a_corrected_fact_is_the_corrections_and_the_sources_claim_still_stands() -> None:
    about = correction(field="context_tokens", was="262144", now="131072")
    con = corrected("mart_fact_claims", about)
    used = "select context_tokens, context_source, parameters, parameters_source from mart_models"
    assert con.execute(used).fetchall() == [(131072, "catalogue", 9e9, "model_facts")]
    claims = con.execute("select source, claim from mart_fact_claims where fact = 'context' order by all").fetchall()
    assert claims == [("catalogue", "131,072 tokens"), ("model_facts", "262,144 tokens")]


@pytest.mark.parametrize(
    ("about", "context"),
    [({"was": "262144"}, None), ({"was": "4096", "now": "8192", "said": "262144"}, 262144)],
    ids=["left out", "no longer said"],
)
def test_a_fact_is_missing_where_it_is_left_out_and_stays_where_the_source_says_something_else(
    about: dict[str, Any], context: int | None
) -> None:
    con = corrected("mart_models", correction(field="context_tokens", **about))
    assert con.execute("select context_tokens, parameters from mart_models").fetchall() == [(context, 9e9)]


@pytest.mark.parametrize(
    ("about", "scores"),
    [
        ({"was": "59.6"}, []),
        ({"was": "59.6", "now": "56.9"}, [(56.9, "https://example.org/oak")]),
        ({"was": "59.6", "said": None}, [(59.6, None)]),
    ],
    ids=["left out", "put right", "no longer said"],
)
def test_a_score_is_left_out_or_put_right_as_long_as_its_source_says_it(
    about: dict[str, Any], scores: list[tuple[float, str | None]]
) -> None:
    keys = {"kind": "score", "benchmark": "quiz", "metric": "accuracy", "setup": ""}
    con = corrected("stg_results", correction(**keys, **about))
    assert con.execute("select score, url from stg_results").fetchall() == scores


def test_every_shipped_correction_is_in_force(shipped: duckdb.DuckDBPyConnection) -> None:
    found = shipped.execute("select correction_id, is_in_force, model_id from stg_corrections").fetchall()
    assert found
    assert [one for one, is_in_force, model in found if not is_in_force or model is None] == []


NAMES: dict[str, tuple[list[float], float | None]] = {
    "Llama-3.1-8B-Instruct": ([8], None),
    "Qwen2.5-14B-Instruct-1M": ([14], None),
    "Mixtral-8x7B-v0.1": ([56], None),
    "Qwen3-30B-A3B": ([30], 3),
    "Llama-4-Scout-17B-16E-Instruct": ([], 17),
    "qwen1.5-moe-a2.7b": ([], 2.7),
    "stablelm-2-1_6b": ([1.6, 6], None),
    "bloom-7b1": ([7.1], None),
    "c4ai-command-r7b-12-2024": ([7], None),
    "SmolLM2-135M-Instruct": ([0.135], None),
    "nucleus-22b-token-500b": ([22], None),
    "llama-pile-350b": ([], None),
    "Infinity-Instruct-3M-0625-Yi-1.5-9B": ([9], None),
    "llama-3-8b-bnb-4bit": ([8], None),
    "gemma-3n-E4B-it": ([], None),
    "phi-4": ([], None),
    "model-128k-20240522": ([], None),
}


@pytest.fixture(scope="module")
def named() -> dict[str, tuple[list[float], float | None]]:
    facts = [{"source": "model_facts", "model": f"acorn-ai/{name}"} for name in NAMES]
    con = toys.toy([], wanted="stg_name_sizes", raw_model_fact=facts)
    found = con.execute("select model_id, named, named_active from stg_name_sizes").fetchall()
    return {m.removeprefix("acorn-ai/"): ([n / 1e9 for n in ns], a and a / 1e9) for m, ns, a in found}


@pytest.mark.parametrize("name", NAMES)
def test_the_size_in_a_name_is_read_and_nothing_else(
    named: dict[str, tuple[list[float], float | None]], name: str
) -> None:
    sizes, active = named.get(name.lower(), ([], None))
    assert sizes == pytest.approx(NAMES[name][0])
    assert active == NAMES[name][1]


@pytest.mark.parametrize(
    ("model_id", "billions", "why"),
    [
        ("google/gemma-2b", 2.506, "an integer rounds what it leaves out"),
        ("openlm-research/open_llama_7b", 6.738, "the gathered estimate forgets a matrix; Meta's LLaMA 7B has 6.738 B"),
        ("deepseek-ai/deepseek-math-7b-instruct", 6.910, "as DeepSeek LLM 7B"),
        ("t145/zeus-8b-v15", None, "half of 8.03 B"),
        ("modelcloud/llama-3.2-1b-instruct-gptqmodel-4bit-vortex-v1", None, "packed weights"),
        ("fujhen/mistral-instruct-7b-dpo", None, "an adapter counted as twice its base"),
        ("ibivibiv/multimaster-7b-v6", 35.428, "a mixture named by one expert"),
        ("oopere/pruned60-llama-3.2-3b", 1.944, "it says that it is pruned"),
        ("h2oai/h2o-danube-1.8b-base", 1.83, "cut to one billion there, and its name has the rest"),
        ("knutjaegersberg/qwen-1_8b-llamafied", 1.837, "the underscore is a point"),
    ],
)
def test_a_count_is_believed_unless_it_shows_how_it_came_to_be_wrong(
    shipped: duckdb.DuckDBPyConnection, model_id: str, billions: float | None, why: str
) -> None:
    found = shipped.execute("select parameters / 1e9 from mart_models where model_id = ?", [model_id]).fetchall()
    assert found == [(billions if billions is None else pytest.approx(billions, abs=0.001),)], why


@pytest.mark.parametrize(
    ("model_id", "billions"),
    [
        ("mistralai/mixtral-8x7b-instruct-v0.1", 12.88),
        ("qwen/qwen3-30b-a3b", 3.35),
        ("qwen/qwen2-57b-a14b", 14.25),
        ("openai/gpt-oss-120b", 5.1),
        ("databricks/dbrx-base", None),
    ],
)
def test_what_is_active_of_a_mixture_is_reviewed_or_all_but_its_experts_at_rest(
    shipped: duckdb.DuckDBPyConnection, model_id: str, billions: float | None
) -> None:
    found = shipped.execute("select parameters_active / 1e9 from mart_models where model_id = ?", [model_id]).fetchall()
    assert found == [(billions if billions is None else pytest.approx(billions, abs=0.005),)]


def test_what_is_left_out_is_listed_with_its_reason(shipped: duckdb.DuckDBPyConnection) -> None:
    unlisted = shipped.execute("""
        select model_id, source from mart_size_claims where not is_believed
        except select model_id, source from page_size_claims where reason is not null""").fetchall()
    assert unlisted == []
    left_out = shipped.execute("select count(*) from page_size_claims where not is_believed").fetchall()[0][0]
    assert 0 < left_out < 0.02 * shipped.execute("select count(*) from mart_size_claims").fetchall()[0][0]
