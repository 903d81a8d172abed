"""May a model be used at work: what binds it, however far back, what its name warns of, and whose terms hold."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from tests import world
from tests.toys import needed


@pytest.mark.parametrize(
    ("model_id", "work_use", "words"),
    [
        ("microsoft/phi-4", "yes", ["Yes. The licence (MIT License) allows commercial use."]),
        ("meta-llama/llama-3.1-8b", "yes, if", ["Yes, if you can keep the conditions.", "700 million monthly users"]),
        ("qwen/qwen2.5-3b", "no, unless", ["No, unless the maker agrees to it separately.", "Qwen Research License"]),
        ("openai/gpt-4o-2024-08-06", "API only", ["By API only: the provider’s terms apply. No weights"]),
        ("baichuan-inc/baichuan-7b", "not known", ["Not known. No source states a licence", "ask its maker"]),
        # Its own licence is Apache 2.0.
        ("fluently-sets/falconthink3-10b-it", "yes, if", ["made from tiiuae/Falcon3-10B-Base", "acceptable use"]),
        ("deepseek-ai/deepseek-r1-distill-llama-8b", "yes, if", ["MIT License", "made from meta-llama/Llama-3.1-8B,"]),
        ("deepseek-ai/deepseek-r1-distill-qwen-7b", "yes", ["Yes. The licence (MIT License)"]),
        ("nvidia/llama-3_3-nemotron-super-49b-v1", "yes, if", ["NVIDIA Open Model", "Llama-3.3-70B-Instruct, whose"]),
        ("teknium/openhermes-7b", "yes, if", ["goes back, in 2 steps, to meta-llama/Llama-2-7b-hf"]),
        ("vicgalle/configurable-hermes-2-pro-llama-3-8b", "yes, if", ["NousResearch/Meta-Llama-3-8B, whose"]),
        ("baai/infinity-instruct-3m-0625-llama3-8b", "yes, if", ["Its card says Apache", "“Llama 3”", "not stated."]),
        ("openlm-research/open_llama_3b", "yes", ["Yes. The licence"]),
        ("deepseek/deepseek-chat", "API only", ["which moves on to newer builds"]),
        ("contactdoctor/bio-medical-3b-cot-012025", "no, unless", ["the maker of its base model agrees", "Qwen2.5-3B"]),
    ],
)
def test_whether_it_may_be_used_at_work_is_answered_in_words(
    shipped: duckdb.DuckDBPyConnection, model_id: str, work_use: str, words: list[str]
) -> None:
    found = shipped.execute("select work_use, work_answer from page_models where model_id = ?", [model_id]).fetchall()
    assert found[0][0] == work_use
    assert all(word in found[0][1] for word in words), found[0][1]


Answers = Callable[..., dict[str, tuple[str, str, str | None]]]
TUNED, OAK, LORA = "someone/oak-7b-tuned", "acorn-ai/oak-7b-instruct", "someone/oak-7b-lora"


@pytest.fixture
def answers(world_snapshots: Path) -> Answers:
    """Each made-up model's word, answer and the class of what binds it, after some changes to what sources say."""

    def found(*changes: str) -> dict[str, tuple[str, str, str | None]]:
        con = sql.connect()
        sources.load(con, catalog=world.CATALOG, snapshots=world_snapshots)
        for change in changes:
            con.execute(change)
        sql.create(con, needed("mart_work_use"))
        rows = con.execute("select model_id, work_use, work_answer, base_license_class from mart_work_use").fetchall()
        return {model_id: tuple(rest) for model_id, *rest in rows}

    return found


def licensed(name: str, license_id: str) -> str:
    """The change that every source which names a licence of a model names this one."""
    return f"update raw_model_fact set license = '{license_id}', license_name = null where lower(model) = '{name}'"


def test_the_strictest_licence_of_all_that_a_model_goes_back_to_binds_it(answers: Answers) -> None:
    free = licensed(TUNED, "apache-2.0")
    second = "update raw_model_fact set base_model = 'someone/Oak-7B-Tuned' where model = 'birch-labs/Birch-3B'"
    found = answers(free, second)
    assert found[TUNED][0] == "yes, if" and "It is made from acorn-ai/Oak-7B-Instruct, whose" in found[TUNED][1]
    assert found["birch-labs/birch-3b"][0] == "yes, if"
    assert "It goes back, in 2 steps, to acorn-ai/Oak-7B-Instruct, whose" in found["birch-labs/birch-3b"][1]
    strict = "update raw_license set class = 'non-commercial' where license_id = 'oak-license'"
    found = answers(free, second, strict)
    assert found["birch-labs/birch-3b"][1].startswith("No, unless the maker of its base model agrees")


def test_a_base_model_that_was_reviewed_binds_and_one_of_the_same_maker_does_not(answers: Answers) -> None:
    reviewed = "insert into raw_catalog_model (id, base_model) values ('{}', 'acorn-ai/Oak-7B-Instruct')"
    found = answers(reviewed.format("birch-labs/birch-3b"), licensed("birch-labs/birch-3b", "apache-2.0"))
    assert found["birch-labs/birch-3b"][::2] == ("yes, if", "conditional")
    own = "update raw_catalog_model set base_model = 'acorn-ai/Oak-7B-Instruct' where id = 'acorn-ai/oak-70b'"
    assert answers(own, licensed("acorn-ai/oak-70b", "apache-2.0"))["acorn-ai/oak-70b"][::2] == ("yes", None)


def test_a_name_that_tells_of_a_licence_with_conditions_is_a_warning_and_no_claim(answers: Answers) -> None:
    free = licensed(LORA, "apache-2.0")
    assert answers(free)[LORA][0] == "yes"
    named = "update raw_license set named = ['Oak'] where license_id = 'oak-license'"
    word, answer, base = answers(free, named)[LORA]
    assert (word, base) == ("yes, if", "not known")
    assert "Yes, if no other licence binds it. Its card says Apache License 2.0. Its name says “Oak”" in answer
    assert "would bind too; its base is not stated." in answer and "No more than ten users" not in answer
    longer = "update raw_license set named = ['Oak 7B lora'] where license_id = 'apache-2.0'"
    assert answers(free, named, longer)[LORA][0] == "yes"


def test_a_name_that_a_maker_reserves_for_its_api_is_answered_so(answers: Answers) -> None:
    silent = "update raw_model_fact set license = null, is_open_weights = null where model like 'acorn-large%'"
    unsaid = "update raw_offer set is_open_weights = null where model like '%acorn-large%'"
    assert answers(silent, unsaid)["acorn/acorn-large"][0] == "not known"
    reserved = "update raw_organization set {} = ['acorn-large'] where organization_id = 'acorn'"
    assert answers(silent, unsaid, reserved.format("api_names"))["acorn/acorn-large"][1] == (
        "By API only: the provider’s terms apply. No weights are published under this name."
    )
    opened = "update raw_offer set is_open_weights = true where model like '%acorn-large%'"
    assert answers(silent, opened, reserved.format("api_names"))["acorn/acorn-large"][0] == "not known"
    moving = answers(silent, opened, reserved.format("moving"))["acorn/acorn-large"]
    assert moving[0] == "API only" and "which moves on to newer builds" in moving[1]


def test_every_model_of_an_api_leads_to_its_makers_terms_where_they_are_known(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    told = shipped.execute(
        "select count(*) filter (where terms_url is null) / count(*) from page_models where work_use = 'API only'"
    )
    assert told.fetchall()[0][0] < 0.1
    others = "select count(*) from page_models where terms_url is not null and work_use <> 'API only'"
    assert shipped.execute(others).fetchall() == [(0,)]


def test_no_answer_is_freer_than_the_licence(shipped: duckdb.DuckDBPyConnection) -> None:
    freer = shipped.execute(
        "select model_id, license_class, work_use from page_models where "
        "work_use = 'yes' and license_class <> 'permissive' or "
        "license_class in ('non-commercial', 'research-only') and work_use <> 'no, unless' or "
        "license_class = 'unknown' and work_use not in ('not known', 'no, unless') or "
        "(license_class = 'api-only') <> (work_use = 'API only')"
    )
    assert freer.fetchall() == []
