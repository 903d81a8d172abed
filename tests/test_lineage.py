"""Lineage: from a model to its root, copies of the same weights, and circles that lead nowhere."""

import shutil
from pathlib import Path

import duckdb
import pytest

import sources
import sql
from sources._contract import SourceError
from tests import world


def changed(world_snapshots: Path, catalog: Path = world.CATALOG, **bases: str) -> duckdb.DuckDBPyConnection:
    """The made-up world in which some models, named without their maker, have other base models."""
    con = sql.connect()
    sources.load(con, catalog=catalog, snapshots=world_snapshots)
    for name, base in bases.items():
        model = name.replace("_", "-")
        con.execute("update raw_model_fact set base_model = ? where lower(model) like '%/' || ?", [base, model])
    sql.create(con)
    return con


def chain(con: duckdb.DuckDBPyConnection, model_id: str) -> list[tuple[str, str]]:
    """What a page shows of a model's lineage, the root first."""
    return con.execute("select ancestor_id, relation from page_model_lineage where model_id = ?", [model_id]).fetchall()


def test_a_chain_of_base_models_is_followed_to_its_root(world_snapshots: Path) -> None:
    con = changed(world_snapshots, oak_7b_instruct="acorn-ai/Oak-70B", oak_7b_lora="someone/Oak-7B-Tuned")
    assert chain(con, "someone/oak-7b-lora") == [
        ("acorn-ai/oak-70b", "base model"),
        ("acorn-ai/oak-7b-instruct", "base model"),
        ("someone/oak-7b-tuned", "base model"),
    ]
    built = con.execute("select model_id, n_models from page_model_tunes order by all").fetchall()
    assert built == [("acorn-ai/oak-70b", 3), ("acorn-ai/oak-7b-instruct", 2), ("someone/oak-7b-tuned", 1)]


def test_a_circle_is_cut_and_told(world_snapshots: Path) -> None:
    con = changed(
        world_snapshots,
        oak_70b="acorn-ai/Oak-7B-Instruct",
        oak_7b_instruct="acorn-ai/Oak-70B",
    )
    assert chain(con, "acorn-ai/oak-70b") == [("acorn-ai/oak-7b-instruct", "base model")]
    assert [step for step, _ in chain(con, "someone/oak-7b-tuned")] == ["acorn-ai/oak-70b", "acorn-ai/oak-7b-instruct"]
    told = [found for found in sql.findings(con, sql.checks()) if found.check.name == "no model is its own ancestor"]
    assert [found.check.severity for found in told] == ["warn"]
    assert told[0].count == 3


def test_what_is_gone_unnamed_or_itself_is_no_ancestor(world_snapshots: Path) -> None:
    con = changed(
        world_snapshots, oak_7b_lora="Removed", oak_birch_merge="someone/Oak-Birch-merge (Merge)", birch_3b_it="gpt2"
    )
    assert {m for (m,) in con.execute("select model_id from mart_lineage").fetchall()} == {"someone/oak-7b-tuned"}
    shown = con.execute("select model_id from page_models where base_model is not null").fetchall()
    assert sorted(shown) == [("birch-labs/birch-3b-it",), ("someone/oak-7b-tuned",)]


def test_a_merge_says_so(world_snapshots: Path) -> None:
    con = changed(world_snapshots, oak_birch_merge="birch-labs/Birch-3B (Merge)")
    assert chain(con, "someone/oak-birch-merge") == [("birch-labs/birch-3b", "merge")]


def copied(folder: Path, *pairs: tuple[str, str]) -> Path:
    """The made-up catalogue with models that have another's weights."""
    catalog = folder / "catalog"
    shutil.copytree(world.CATALOG, catalog)
    entries = "".join(f'[[models]]\nid = "{a}"\nsame_weights_as = "{b}"\n' for a, b in pairs)
    with (catalog / "models" / "acorn.toml").open("a") as file:
        file.write(entries)
    return catalog


def test_a_copy_leads_on_to_its_original_and_keeps_its_own_scores(world_snapshots: Path, tmp_path: Path) -> None:
    catalog = copied(tmp_path, ("gone/withdrawn-9b", "acorn-ai/oak-7b-instruct"), ("mirror/oak", "gone/withdrawn-9b"))
    con = changed(world_snapshots, catalog, oak_7b_lora="mirror/Oak")
    assert chain(con, "someone/oak-7b-lora") == [
        ("acorn-ai/oak-7b-instruct", "same weights"),
        ("gone/withdrawn-9b", "same weights"),
        ("mirror/oak", "base model"),
    ]
    copies = con.execute("select model_id, other_id, is_original, is_measured from page_model_copies").fetchall()
    assert copies == [
        ("acorn-ai/oak-7b-instruct", "gone/withdrawn-9b", False, True),
        ("acorn-ai/oak-7b-instruct", "mirror/oak", False, False),
        ("gone/withdrawn-9b", "acorn-ai/oak-7b-instruct", True, True),
        ("gone/withdrawn-9b", "mirror/oak", False, False),
    ]
    built = dict(con.execute("select model_id, n_models from page_model_tunes").fetchall())
    assert built["acorn-ai/oak-7b-instruct"] == 2, "the tune and the lora; a copy is not built on its original"
    scores = con.execute("select count(distinct model_id) from mart_scores where model_id like '%/oak-7b-instruct'")
    assert scores.fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("a/b", "nobody/nothing")], "a/b: same_weights_as = 'nobody/nothing' is no model of a source or of the"),
        ([("a/b", "a/b")], "a/b: same_weights_as leads in a circle: a/b → a/b"),
        ([("a/b", "c/d"), ("c/d", "a/b")], "same_weights_as leads in a circle: a/b → c/d → a/b"),
        ([("a/b", "c/d"), ("c/d", "e/f"), ("e/f", "c/d")], "same_weights_as leads in a circle"),
    ],
    ids=["an unknown model", "itself", "a circle", "a chain into a circle"],
)
def test_a_copy_of_nothing_is_refused_by_the_name_of_its_file(
    tmp_path: Path, pairs: list[tuple[str, str]], sentence: str
) -> None:
    catalog = copied(tmp_path, *pairs)
    with pytest.raises(SourceError) as raised:
        sources.load(duckdb.connect(), catalog=catalog, snapshots=world.bare(tmp_path / "snapshots"))
    assert "acorn.toml" in str(raised.value)
    assert sentence in str(raised.value)


def test_renamed_and_copied_repositories_lead_to_the_makers_own(shipped: duckdb.DuckDBPyConnection) -> None:
    assert chain(shipped, "nousresearch/hermes-3-llama-3.1-8b") == [
        ("meta-llama/llama-3.1-8b", "base model"),
    ]
    assert shipped.execute("select * from mart_lineage where is_circle").fetchall() == []
    family = "select n_built from page_families where family_id = 'llama'"
    assert shipped.execute(family).fetchall()[0][0] > 100


def test_copies_of_one_model_agree_where_one_harness_ran_them_both(shipped: duckdb.DuckDBPyConnection) -> None:
    """Same board, same setup, same weights: scores differ by the noise of hardware. GSM8K was mended in between."""
    apart = shipped.execute(
        """
        select a.model_id, b.model_id, a.benchmark_id, a.score, b.score
        from raw_catalog_model as copy
        join mart_scores as a on a.model_id = copy.id
        join mart_scores as b
            on b.model_id = same_weights_as and b.source = a.source
            and b.benchmark_id = a.benchmark_id and b.setup = a.setup
        where a.source = 'open_llm_leaderboard_v1' and a.benchmark_id <> 'gsm8k' and abs(a.score - b.score) > 1.25
        """
    ).fetchall()
    assert apart == []
