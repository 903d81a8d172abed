"""Licences a person can act on: reviewed by checkpoint, refused where they contradict, and answered in words."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from sources._catalog import ASKS
from sources._contract import SourceError
from tests import world
from tests.conftest import made, rendered
from tests.toys import needed

FILES = sorted((Path(sources.__file__).parent / "catalog" / "licenses").glob("*.toml"))
LABELS = {"non-commercial-only", "proprietary"}  # a word of a source, which names no text

Refusal = Callable[[dict[str, str]], str]

# The words of a sentence that say what its tag says.
WORDS = {
    "number of users": "users",
    "revenue": "revenue",
    "territory": "European Union",
    "registration": "regist|application form|permission|reported|announced|by mail",
    "acceptable use": "acceptable use|forbid|prohibited|military|guardrails",
    "attribution": "name|show|notice",
    "no training of others": "used to improve other",
    "no hosting": "hosted service",
    "no changed copies": "[Cc]hanged weights.* may not",
    "share-alike": "same licence",
}
PLAIN = ("number of users", "revenue", "territory", "no training of others", "share-alike")  # words with no other use


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_licence_says_in_one_sentence_what_it_asks_and_where_it_stands(path: Path) -> None:
    about = sources.toml(path)
    condition = about.get("condition")
    assert condition or about["class"] == "permissive", "what is not permissive has a condition"
    assert condition is None or (condition[0].isupper() and condition.endswith(".") and ". " not in condition)
    assert about.get("url", "").startswith("https://") or about["class"] == "unknown" or path.stem in LABELS
    assert about.get("asks") or about["class"] != "conditional", "a condition is about something"
    assert set(about.get("asks", [])) <= set(ASKS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_tags_of_a_licence_agree_with_its_sentence(path: Path) -> None:
    about = sources.toml(path)
    condition, asks = about.get("condition", ""), set(about.get("asks", []))
    assert set(WORDS) == set(ASKS)
    assert {tag for tag in asks if not re.search(WORDS[tag], condition)} == set(), "asked, but not in the sentence"
    assert {tag for tag in PLAIN if re.search(WORDS[tag], condition)} <= asks, "in the sentence, but not asked"


@pytest.mark.parametrize("name", ["llama2", "llama3", "llama3-any", "llama3.1", "llama3.2", "llama3.3", "llama4"])
def test_what_meta_asks_is_in_every_llama_sentence(name: str) -> None:
    condition = sources.toml(FILES[0].parent / f"{name}.toml")["condition"]
    assert "700 million monthly users" in condition and "acceptable use policy" in condition
    assert ("names that begin with “Llama" in condition) == (name != "llama2")
    assert ("improve other language models" in condition) == (name in ("llama2", "llama3"))
    assert ("European Union" in condition and "end users" in condition) == (name in ("llama3.2", "llama4"))


@pytest.mark.parametrize(
    ("model_id", "license_id", "license_class"),
    [
        # One family, three licences.
        ("qwen/qwen2.5-7b-instruct", "apache-2.0", "permissive"),
        ("qwen/qwen2.5-3b-instruct", "qwen-research", "non-commercial"),
        ("qwen/qwen2.5-72b-instruct", "qwen", "conditional"),
        ("qwen/qwen2.5-math-72b-instruct", "qwen", "conditional"),
        ("qwen/qwen2-72b-instruct", "tongyi-qianwen", "conditional"),
        ("qwen/qwen-14b-chat", "tongyi-qianwen", "conditional"),
        ("meta-llama/llama-2-7b-chat-hf", "llama2", "conditional"),
        ("meta-llama/meta-llama-3-8b-instruct", "llama3", "conditional"),
        ("meta-llama/llama-3.1-8b", "llama3.1", "conditional"),
        ("meta-llama/llama-3.3-70b-instruct", "llama3.3", "conditional"),
        ("meta-llama/llama-4-scout-17b-16e-instruct", "llama4", "conditional"),
        ("google/gemma-2-9b", "gemma", "conditional"),
        ("google/gemma-4-31b-it", "apache-2.0", "permissive"),
        ("mistralai/mistral-7b-instruct-v0.3", "apache-2.0", "permissive"),
        ("mistralai/mistral-large-instruct-2411", "mrl", "research-only"),
        ("mistralai/mistral-small-instruct-2409", "mrl", "research-only"),
        ("mistralai/codestral-22b-v0.1", "mnpl", "research-only"),
        ("mistralai/mistral-medium-3.5-128b", "mistral-modified-mit", "conditional"),
        ("moonshotai/kimi-k2-instruct", "kimi-modified-mit", "conditional"),
        ("minimaxai/minimax-m2.5", "minimax-modified-mit", "conditional"),
        ("minimaxai/minimax-m2.7", "minimax-m2.7-non-commercial", "non-commercial"),
        ("microsoft/phi-4", "mit", "permissive"),
        ("microsoft/orca-2-13b", "microsoft-research-license", "research-only"),
        ("deepseek-ai/deepseek-r1", "mit", "permissive"),
        ("deepseek-ai/deepseek-v3", "deepseek", "conditional"),
        ("coherelabs/c4ai-command-r-v01", "cc-by-nc-4.0-cohere", "non-commercial"),
        ("tiiuae/falcon-7b", "apache-2.0", "permissive"),
        ("tiiuae/falcon3-7b-instruct", "falcon-llm-license", "conditional"),
        ("tiiuae/falcon-180b", "falcon-180b", "conditional"),
        ("openai/gpt-oss-120b", "apache-2.0", "permissive"),
        ("openai/gpt-4o-2024-08-06", "proprietary", "api-only"),
        # The arena names another licence for these four.
        ("alibaba/qwen-max-0919", "proprietary", "api-only"),
        ("databricks/dbrx-instruct", "databricks-open-model-license", "conditional"),
        ("zai-org/chatglm3-6b", "chatglm", "conditional"),
        ("01-ai/yi-34b-chat", "apache-2.0", "permissive"),
        # BFCL alone names these, and calls weights that it used by way of an interface proprietary.
        ("salesforce/xlam-2-3b-fc-r", "cc-by-nc-4.0", "non-commercial"),
        ("madeagents/hammer2.1-3b", "qwen-research", "non-commercial"),
        ("katanemo/arch-agent-32b", "katanemo-research", "research-only"),
        ("team-ace/toolace-2-8b", "apache-2.0", "permissive"),
        ("uiuc-convai/coalm-70b", "llama3-any", "conditional"),
        ("writer/palmyra-x-004", "proprietary", "api-only"),
        ("mistralai/mistral-small-3.2-24b-instruct-2506", "apache-2.0", "permissive"),
        ("mistralai/devstral-2-123b-instruct-2512", "mistral-modified-mit", "conditional"),
        ("moonshotai/kimi-k2.7-code", "kimi-modified-mit", "conditional"),
        ("ai21labs/ai21-jamba-large-1.7", "jamba-open-model-license", "conditional"),
        ("huggyllama/llama-7b", "non-commercial-only", "non-commercial"),
        ("huggyllama/llama-13b", "non-commercial-only", "non-commercial"),
        ("eleutherai/pythia-6.7b", "apache-2.0", "permissive"),
        ("stabilityai/stablelm-2-12b", "stabilityai-community", "conditional"),
        # Their makers publish nothing under these names, whatever a source says of a licence.
        ("openai/gpt-5.5-instant", None, "api-only"),
        ("xai/grok-2-1212", None, "api-only"),
        ("baidu/ernie-5.1", None, "api-only"),
        ("alibaba/qwen3.7-max-preview", None, "api-only"),
        ("deepseek/deepseek-reasoner", None, "api-only"),
        # Of old, and offered nowhere.
        ("google/chinchilla-70b", None, "unknown"),
    ],
)
def test_a_licence_belongs_to_a_checkpoint(
    shipped: duckdb.DuckDBPyConnection, model_id: str, license_id: str | None, license_class: str
) -> None:
    found = shipped.execute("select license_id, license_class from mart_models where model_id = ?", [model_id])
    assert found.fetchall() == [(license_id, license_class)]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """What is said when texts are added to files of the made-up catalogue."""

    def said(added: dict[str, str]) -> str:
        catalog = tmp_path / "catalog"
        shutil.copytree(world.CATALOG, catalog)
        for file, text in added.items():
            path = catalog / file
            path.write_text((path.read_text() if path.exists() else "") + text)
        with pytest.raises(SourceError) as raised:
            sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
        return str(raised.value)

    return said


ELM = 'name = "Elm"\nclass = "conditional"\n'
MODEL = '[[models]]\nid = "acorn-ai/nut-1b"\nsource_url = "https://example.org/nut"\n'


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ({"licenses/elm.toml": ELM + 'also = ["oak-license"]\n'}, ["elm.toml", "oak-license.toml", "is a spelling of"]),
        (
            {"licenses/elm.toml": ELM + 'also = ["elm 1"]\n', "licenses/ash.toml": ELM + 'also = ["elm 1"]\n'},
            ["elm.toml", "ash.toml", "'elm 1' is a spelling of"],
        ),
        ({"licenses/elm.toml": ELM + 'also = ["ELM"]\n'}, ["elm.toml", "'ELM' has capitals"]),
        ({"licenses/elm.toml": ELM + 'asks = ["a song"]\n'}, ["elm.toml", "'a song' should be one of number of users"]),
        ({"models/acorn.toml": MODEL + 'license = "elm"\n'}, ["acorn.toml", "acorn-ai/nut-1b: no licence 'elm'"]),
        (
            {"models/acorn.toml": MODEL + 'license = ["apache-2.0", "oak-license"]\n'},
            ["acorn.toml", "acorn-ai/nut-1b", "license = ['apache-2.0', 'oak-license'] should be a str"],
        ),
        (
            {"models/acorn.toml": f'{MODEL}license = "apache-2.0"\n\n{MODEL}license = "oak-license"\n'},
            ["acorn.toml", "'acorn-ai/nut-1b' stands twice"],
        ),
        (
            {"models/acorn.toml": '[[models]]\nid = "acorn-ai/nut-1b"\nlicense = "apache-2.0"\n'},
            ["acorn.toml", "a reviewed licence names its page"],
        ),
        (
            {"models/acorn.toml": '[[models]]\nid = "acorn-ai/nut-1b"\nbase_model = "birch-labs/Birch-3B"\n'},
            ["acorn.toml", "acorn-ai/nut-1b", "a reviewed base model names its page"],
        ),
        (
            {"organizations/birch.toml": 'api_names = ["birch-large"]\n'},
            ["birch.toml", "give their address as terms_url"],
        ),
    ],
    ids=[
        "an id claimed as a spelling",
        "one spelling, two licences",
        "capitals",
        "a word that is not known",
        "an unknown licence",
        "a list of licences",
        "two entries",
        "no page",
        "no page of a base model",
        "no terms of an API",
    ],
)
def test_a_licence_that_contradicts_is_refused_by_name(
    refusal: Refusal, added: dict[str, str], words: list[str]
) -> None:
    said = refusal(added)
    assert all(word in said for word in words), said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("model_id", "work_use", "words"),
    [
        ("microsoft/phi-4", "yes", ["Yes. The licence (MIT License) allows commercial use."]),
        ("meta-llama/llama-3.1-8b", "yes, if", ["Yes, if you can keep the conditions.", "700 million monthly users"]),
        ("qwen/qwen2.5-3b", "no, unless", ["No, unless the maker agrees to it separately.", "Qwen Research License"]),
        ("openai/gpt-4o-2024-08-06", "API only", ["By API only: the provider’s terms apply. No weights"]),
        ("baichuan-inc/baichuan-7b", "not known", ["Not known. No source states a licence", "ask its maker"]),
        # Its own licence is Apache 2.0.
        ("fluently-sets/falconthink3-10b-it", "yes, if", ["It is made from tiiuae/Falcon3-10B-Base", "acceptable use policy"]),
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


def test_every_model_finds_its_licence_on_the_page_of_licences(shipped: duckdb.DuckDBPyConnection) -> None:
    lost = shipped.execute(
        "select model_id, license_anchor from page_models where license_anchor not in "
        "(select license_id from page_licenses union all select 'class-' || license_class from page_license_classes)"
    )
    assert lost.fetchall() == []


def test_what_the_sources_say_of_a_licence_is_kept_beside_the_review(shipped: duckdb.DuckDBPyConnection) -> None:
    said = shipped.execute(
        "select source, stated, license_id, url from mart_license_claims "
        "where model_id = 'databricks/dbrx-instruct' order by trust, source"
    ).fetchall()
    assert said[0] == (
        "catalogue", "databricks-open-model-license", "databricks-open-model-license",
        "https://huggingface.co/databricks/dbrx-instruct",
    )  # fmt: skip
    assert ("arena", "Apache-2.0", "apache-2.0", None) in said


def test_pages_mark_conditions_and_gates_and_say_once_that_this_is_no_advice(
    world_snapshots: Path, tmp_path: Path
) -> None:
    con = made(world_snapshots)
    con.execute("update page_models set gated = 'manual' where model_id = 'acorn-ai/oak-7b-instruct'")
    con.execute("update page_domain_ranks set gated = 'manual' where model_id = 'acorn-ai/oak-7b-instruct'")
    site = rendered(con, tmp_path)
    model = (site / "models/acorn-ai/oak-7b-instruct/index.html").read_text()
    assert "May I use it at work?</strong> Yes, if you can keep the conditions." in model
    assert "No more than ten users." in model
    assert "gated: the maker decides on each request" in model
    silent = (site / "models/birch-labs/birch-3b-it/index.html").read_text()
    assert "not known whether its repository is gated" in silent
    closed = (site / "models/acorn/acorn-large/index.html").read_text()
    assert "its repository is gated" not in closed
    assert 'No weights are published under this name. <a href="https://acorn.example/terms">Acorn’s terms</a>' in closed
    assert "conditional <small>gated</small>" in (site / "models/index.html").read_text()
    ranks = "".join(path.read_text() for path in (site / "domains").rglob("index.html"))
    assert '#oak-license" title="No more than ten users.">conditional</a> <small>gated</small>' in ranks
    licences = (site / "licenses/index.html").read_text()
    assert licences.count("not legal advice") == 1
    assert '<h2 id="api">' in licences and '<a href="https://acorn.example/terms">Acorn</a>' in licences
    assert 'id="oak-license"' in licences and 'id="class-api-only"' in licences
