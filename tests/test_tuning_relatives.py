"""The nearest models that somebody tuned: of the same lineage or family only, and each with why in words."""

import duckdb
import pytest

import sql
from tests.test_tuning_screen import TUNED, all_of


def test_whoever_has_a_measured_relative_is_told_of_one(shipped: duckdb.DuckDBPyConnection) -> None:
    lost = f"""
        select model_id from page_tuning_screen as base
        where not is_tuned and len(relatives) = 0 and (
            exists (
                select 1 from mart_model_families as own join mart_model_families as other using (family_id)
                where own.model_id = base.model_id and other.model_id in {TUNED}
            ) or exists (
                select 1 from mart_lineage as step
                where not is_circle and step.model_id = base.model_id and ancestor_id in {TUNED}
            )
        )
    """
    assert all_of(shipped, lost) == []


@pytest.mark.parametrize(
    ("model_id", "told"),
    [
        (
            "meta-llama/llama-3.1-8b",
            {
                "Meta-Llama-3-8B": "same family, earlier generation (Llama 3)",
                "Llama-2-7b-hf": "same family, earlier generation (Llama 2)",
            },
        ),
        ("mistralai/mistral-7b-v0.3", {"Mistral-7B-v0.1": "same model, other version"}),
        (
            "mistralai/mistral-7b-instruct-v0.3",
            {
                "Mistral-7B-Instruct-v0.1": "same model, other version",
                "Mistral-7B-v0.1": "same family, generation and size, base",
            },
        ),
        ("huggingfaceh4/zephyr-7b-alpha", {"Mistral-7B-v0.1": "its base"}),
        # Its base is a copy of those weights under another name.
        ("teknium/openhermes-7b", {"Llama-2-7b-hf": "its base"}),
        ("nousresearch/meta-llama-3-8b-instruct", {"Meta-Llama-3-8B-Instruct": "the same weights"}),
        # What it was made from comes before what came after it.
        ("codellama/codellama-7b-hf", {"Llama-2-7b-hf": "same family, earlier generation (Llama 2)"}),
        ("meta-llama/llama-2-70b-hf", {"Llama-2-7b-hf": "same family, same generation, of 6.7 B parameters"}),
        # Nobody says how large it is, so that nothing is said to be as large.
        ("mistral/open-mistral-7b", {"Mistral-7B-v0.1": "same family, same generation, of 7.2 B parameters"}),
    ],
)
def test_the_nearest_relatives_come_with_why(
    shipped: duckdb.DuckDBPyConnection, model_id: str, told: dict[str, str]
) -> None:
    found = dict(
        all_of(
            shipped,
            """select relative_name, why
        from mart_tuning_relatives
        where model_id = ? order by position""",
            model_id,
        )
    )
    assert told.items() <= found.items()
    assert next(iter(found)) == next(iter(told))


MADE = {
    # What each was made from, the nearest first.
    "child": [("tuned", "base model")],
    "grandchild": [("child", "base model"), ("tuned", "base model")],
    "copy": [("tuned", "same weights")],
    "of-copy": [("copy", "base model"), ("tuned", "same weights")],
    "merged": [("tuned", "merge")],
    "of-merged": [("merged", "base model"), ("tuned", "merge")],
}


@pytest.mark.parametrize(
    ("model_id", "why", "is_close"),
    [
        ("child", "its base", True),
        ("grandchild", "its base, 2 steps back", True),
        ("copy", "the same weights", True),
        ("of-copy", "its base", True),
        ("merged", "merged into it", False),
        ("of-merged", "merged into it", False),
        ("parent", "tuned from it", True),
        ("stranger", None, None),
    ],
)
def test_the_joint_of_two_models_is_told_in_words(model_id: str, why: str | None, is_close: bool | None) -> None:
    con = duckdb.connect()
    models = [*MADE, "parent", "stranger", "tuned"]
    con.execute(
        """create table mart_models as select unnest(?::text[]) as model_id, 'base' as kind, 7e9 as parameters,
        true as is_listed, true as is_official, true as is_open_weights""",
        [models],
    )
    con.execute(
        """create table mart_tuning_bases as select 'tuned' as model_id, 'Tuned' as model_name, 1 as n_lifts,
        'hub' as source"""
    )
    con.execute(
        "create table mart_model_families (model_id text, family_id text, generation text, generation_order int)"
    )
    con.execute("""create table mart_lineage (model_id text, step int, ancestor_id text, relation text,
        source text, is_copy bool, is_circle bool)""")
    for made, steps in (MADE | {"tuned": [("parent", "base model")]}).items():
        for step, (ancestor, relation) in enumerate(steps, 1):
            is_copy = all(one == "same weights" for _, one in steps[:step])
            con.execute(
                """insert into mart_lineage values (?, ?, ?, ?, 'hub', ?, false)""",
                [made, step, ancestor, relation, is_copy],
            )
    view = next(view for view in sql.views() if view.name == "mart_tuning_relatives")
    sql.make(con, view)
    found = all_of(con, "select why, is_close from mart_tuning_relatives where model_id = ?", model_id)
    assert found == ([(why, is_close)] if why else [])
