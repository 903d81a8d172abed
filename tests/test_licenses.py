"""Licences a person can act on: reviewed by checkpoint, refused where they contradict, and in one sentence each."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import sources
from sources._catalog import ASKS
from sources._contract import SourceError
from tests import world
from tests.conftest import made, rendered

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
    assert '#oak-license" title="asks: number of users">conditional</a> <small>gated</small>' in ranks
    licences = (site / "licenses/index.html").read_text()
    assert licences.count("not legal advice") == 1
    assert '<h2 id="api">' in licences and '<a href="https://acorn.example/terms">Acorn</a>' in licences
    assert 'id="oak-license"' in licences and 'id="class-api-only"' in licences
