"""Families: who belongs to which, that nothing is claimed twice, and what a wrong file is told."""

import shutil
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from sources._contract import SourceError
from tests import world

BIG = ("llama", "qwen", "mistral", "gemma", "gemini", "phi", "deepseek", "gpt", "claude", "grok", "falcon", "yi", "glm")


def one(con: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[object, ...]]:
    return con.execute(query, list(values)).fetchall()


@pytest.mark.parametrize("family", BIG)
def test_a_well_known_family_has_members_and_a_date(shipped: duckdb.DuckDBPyConnection, family: str) -> None:
    ((n, newest, generations),) = one(
        shipped,
        "select n_models, newest_released_on, (select count(distinct generation) from page_family_models as m "
        "where m.family_id = f.family_id) from page_families as f where family_id = ?",
        family,
    )
    assert n >= 3
    assert newest is not None
    assert generations >= 2


@pytest.mark.parametrize("family", ["qwen", "mistral", "gpt", "glm"])
def test_open_and_proprietary_members_stand_side_by_side(shipped: duckdb.DuckDBPyConnection, family: str) -> None:
    ((n_open, n_api),) = one(shipped, "select n_open, n_api from page_families where family_id = ?", family)
    assert n_open >= 2
    assert n_api >= 3


@pytest.mark.parametrize(
    ("model", "family", "generation"),
    [
        ("meta-llama/llama-3.1-8b-instruct", "llama", "Llama 3.1"),
        ("meta-llama/meta-llama-3-8b", "llama", "Llama 3"),
        ("huggyllama/llama-7b", "llama", "LLaMA"),
        ("huggingface/llama-7b", None, None),
        ("nvidia/llama-3.1-nemotron-70b-instruct-hf", "nemotron", "Llama Nemotron"),
        ("nousresearch/hermes-3-llama-3.1-8b", None, None),
        ("qwen/qwen2.5-coder-7b-instruct", "qwen", "Qwen2.5"),
        ("qwen/qwen2-7b", "qwen", "Qwen2"),
        ("openai/gpt-4.1", "gpt", "GPT-4.1"),
        ("openai/gpt-4-turbo", "gpt", "GPT-4"),
        ("openai/gpt-oss-20b", "gpt", "gpt-oss"),
        ("openai/o3-mini", "o-series", "o3"),
        ("openai/codex-mini-2025-05-16", "o-series", "o4"),
        ("openai/computer-use-preview-2025-03-11", "gpt", "Computer use"),
        ("meta/muse-spark", "muse", "Muse Spark"),
        ("moonshotai/kimi-k2.7-code", "kimi", "Kimi K2.7"),
        ("deepseek-ai/deepseek-r1-distill-qwen-7b", "deepseek", "DeepSeek R1, distilled"),
        ("google/gemma-2b", "gemma", "Gemma 1"),
        ("google/gemma-2-2b", "gemma", "Gemma 2"),
    ],
)
def test_a_model_is_of_the_family_and_generation_that_its_maker_gave_it(
    shipped: duckdb.DuckDBPyConnection, model: str, family: str | None, generation: str | None
) -> None:
    found = one(shipped, "select family_id, generation from mart_model_families where model_id = ?", model)
    assert found == ([(family, generation)] if family else [])


@pytest.mark.parametrize("maker", ["anthropic", "openai", "alibaba", "mistral", "deepseek", "xai", "moonshotai"])
def test_every_measured_model_of_a_maker_of_one_line_is_in_a_family(
    shipped: duckdb.DuckDBPyConnection, maker: str
) -> None:
    without = one(
        shipped,
        "select model_id from mart_models anti join mart_model_families using (model_id) "
        "where is_official and organization_id = ? order by 1",
        maker,
    )
    assert without == []


def test_a_name_that_an_api_points_to_the_newest_build_is_no_open_model(shipped: duckdb.DuckDBPyConnection) -> None:
    names = "'deepseek/deepseek-chat', 'deepseek/deepseek-reasoner'"
    told = one(shipped, f"select is_open_weights, license_class from page_models where model_id in ({names})")
    assert told == [(False, "api-only")] * 2
    ((n_open, n_hub, n_api),) = one(
        shipped,
        "select n_open, (select count(hub_id) from mart_models join mart_model_families using (model_id) "
        "where family_id = 'deepseek'), n_api from page_families where family_id = 'deepseek'",
    )
    assert (n_open, n_api) == (n_hub, 2)


def test_families_that_readers_confuse_lead_to_each_other(shipped: duckdb.DuckDBPyConnection, site: Path) -> None:
    related = dict(one(shipped, "select family_id, related from page_families where related is not null"))
    assert {(a, b["family_id"]) for a, bs in related.items() for b in bs} == {
        (b["family_id"], a) for a, bs in related.items() for b in bs
    }
    page = (site / "families" / "gpt" / "index.html").read_text()
    assert 'Related: <a href="../../families/o-series/">o-series</a>' in page


def test_a_familys_lowest_price_names_its_provider_and_day_and_is_above_0(
    shipped: duckdb.DuckDBPyConnection, site: Path
) -> None:
    ((provider, listed, price),) = one(
        shipped,
        "select cheapest.price_provider, cheapest.price_listed_on, cheapest.price_in from page_families "
        "where family_id = 'llama'",
    )
    assert price > 0
    page = (site / "families" / "llama" / "index.html").read_text()
    assert f"</a> at {provider}, as listed on {listed.day} {listed:%B %Y}" in page
    wrong = "select count(*) from page_families where cheapest is not null and not cheapest.price_in > 0"
    assert one(shipped, wrong) == [(0,)]


def test_a_member_of_a_family_is_its_makers_own_release(shipped: duckdb.DuckDBPyConnection) -> None:
    others = one(
        shipped,
        """
        select model.model_id
        from mart_model_families
        join mart_models as model using (model_id)
        join raw_family as family using (family_id)
        left join stg_organization_names as own
            on own.source = 'hub' and own.name = split_part(model_id, '/', 1)
            and own.organization_id = family.organization
        where hub_id is not null and own.name is null and not coalesce(list_contains(also, model_id), false)
        """,
    )
    assert others == []


def test_where_a_member_is_best_is_told_with_a_range_a_field_and_a_board(shipped: duckdb.DuckDBPyConnection) -> None:
    places = one(
        shipped,
        "select d.rank_low, d.rank_high, d.n_ranked, d.board_id, d.domain_id, model_id "
        "from (select model_id, unnest(best_domains) as d from page_family_models)",
    )
    assert len(places) > 300
    assert all(1 <= low <= high <= n and board for low, high, n, board, _, _ in places)
    assert not any(domain == "overall" for *_, domain, _ in places)
    assert all(low <= n / 2 for low, _, n, *_ in places), "a place in the lower half is no place to name"
    ranked = one(shipped, "select distinct model_id from mart_model_boards where is_ranked")
    assert {model_id for *_, model_id in places} <= {model_id for (model_id,) in ranked}


def test_a_family_of_the_made_up_world_holds_its_makers_models_only(world_con: duckdb.DuckDBPyConnection) -> None:
    members = one(world_con, "select generation, model_id, is_open_weights from page_family_models")
    assert members == [
        ("Acorn Large", "acorn/acorn-large", False),
        ("Oak", "acorn-ai/oak-70b", True),
        ("Oak", "acorn-ai/oak-7b-instruct", True),  # whose repository was there long before Epoch AI's day
    ]
    ((n_open, n_api, n_built),) = one(world_con, "select n_open, n_api, n_built from page_families")
    assert (n_open, n_api, n_built) == (2, 1, 1)
    assert one(world_con, "select model_id, member_id, rank_low is not null from page_family_tunes") == [
        ("someone/oak-7b-tuned", "acorn-ai/oak-7b-instruct", True)
    ]


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """The made-up catalogue with a text of one file replaced by another."""
    catalog = folder / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    text = (catalog / file).read_text()
    assert old in text
    (catalog / file).write_text(text.replace(old, new, 1))
    return catalog


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('organization = "acorn"', 'organization = "nobody"', "there is no 'nobody' among the organizations"),
        ('description = "Acorn', 'motto = "Acorn', "unknown key 'motto'"),
        ('pattern = "acorn-"', 'pattern = "acorn-("', "pattern = 'acorn-(' is no regular expression"),
        (', pattern = "acorn-"', "", "a generation is {name, pattern}, not {'name': 'Acorn Large'}"),
        ('pattern = "acorn-"', "pattern = 7", "a generation is {name, pattern}"),
        ('name = "Acorn Large"', 'name = "Oak"', "the generation 'Oak' stands twice"),
        ("generations = [", 'also = ["Oak-7B"]\ngenerations = [', "'Oak-7B' is no model id"),
        ("generations = [", "generations = []\nothers = [", "unknown key 'others'"),
        ("generations = [", 'related = ["ash"]\ngenerations = [', "there is no 'ash' among the families"),
    ],
)
def test_a_wrong_family_is_refused_by_the_name_of_its_file(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    catalog = changed(tmp_path, "families/oak.toml", old, new)
    with pytest.raises(SourceError) as raised:
        sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
    assert "oak.toml" in str(raised.value)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def broken(world_snapshots: Path, catalog: Path) -> set[str]:
    """The checks that do not hold on the made-up world under another catalogue."""
    con = sql.connect()
    sources.load(con, catalog=catalog, snapshots=world_snapshots)
    sql.create(con)
    return {found.check.name for found in sql.findings(con, sql.checks()) if found.check.severity == "error"}


def test_a_pattern_that_finds_nothing_is_an_error(world_snapshots: Path, tmp_path: Path) -> None:
    catalog = changed(tmp_path, "families/oak.toml", "acorn-", "akorn-")
    assert broken(world_snapshots, catalog) == {"every pattern of a family finds a model"}


def test_a_conversion_that_nobody_measured_is_an_error(world_snapshots: Path, tmp_path: Path) -> None:
    catalog = changed(tmp_path, "families/oak.toml", "generations = [", 'also = ["a/oak-9b"]\ngenerations = [')
    assert broken(world_snapshots, catalog) == {"every conversion in a family is a member"}


def test_a_model_that_two_families_claim_is_an_error(world_snapshots: Path, tmp_path: Path) -> None:
    catalog = changed(tmp_path, "families/oak.toml", "acorn-", "acorn-")
    shutil.copy(catalog / "families" / "oak.toml", catalog / "families" / "acorn.toml")
    assert "mart_model_families: unique model_id" in broken(world_snapshots, catalog)
