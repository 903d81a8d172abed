"""Memory: the shipped models' needs against parameter counts and caches worked out by hand (METHODS 6)."""

import duckdb
import pytest

GIB = 1024**3


@pytest.mark.parametrize(
    ("model", "parameters"),
    [
        ("meta-llama/llama-3.1-8b-instruct", 8_030_261_248),
        ("qwen/qwen2.5-7b-instruct", 7_615_616_512),
        ("qwen/qwen2.5-32b-instruct", 32_763_876_352),
        ("qwen/qwen2.5-72b-instruct", 72_706_203_648),
        ("mistralai/mixtral-8x7b-instruct-v0.1", 46_702_792_704),
        ("google/gemma-2-27b-it", 27_227_128_320),
        ("openai/gpt-oss-120b", 116_829_156_672),
        ("deepseek-ai/deepseek-v3", 671_026_419_200),
    ],
)
def test_the_parameters_are_those_that_the_configuration_implies(
    shipped: duckdb.DuckDBPyConnection, model: str, parameters: int
) -> None:
    assert shipped.execute("select parameters from mart_models where model_id = ?", [model]).fetchall() == [
        (parameters,)
    ]


@pytest.mark.parametrize(
    ("model", "tokens", "gib"),
    [
        ("meta-llama/llama-3.1-8b-instruct", 8_192, 1.0),
        ("qwen/qwen2.5-7b-instruct", 131_072, 7.0),
        ("qwen/qwen2.5-72b-instruct", 32_768, 10.0),
        ("deepseek-ai/deepseek-v3", 32_768, 2.1445),
        ("openai/gpt-oss-120b", 32_768, 1.1294),
        ("google/gemma-2-27b-it", 8_192, 2.15625),
    ],
)
def test_the_cache_is_the_one_worked_out_by_hand(
    shipped: duckdb.DuckDBPyConnection, model: str, tokens: int, gib: float
) -> None:
    columns = "kv_bytes_per_token, windowed_bytes_per_token, window_tokens, basis"
    per_token, windowed, window, basis = shipped.execute(
        f"select {columns} from mart_shapes where model_id = ?", [model]
    ).fetchall()[0]
    assert basis == "published shape"
    assert ((per_token - windowed) * tokens + windowed * min(window, tokens)) / GIB == pytest.approx(gib, abs=1e-4)


@pytest.mark.parametrize(
    ("model", "precision", "weights", "cache", "need"),
    [
        ("meta-llama/llama-3.1-8b-instruct", "4-bit", 4.5755, 1.0, 6.1670),
        ("meta-llama/llama-3.1-8b-instruct", "bf16", 14.9575, 1.0, 16.7567),
        ("qwen/qwen2.5-72b-instruct", "bf16", 135.4259, 2.5, 141.1344),
        ("deepseek-ai/deepseek-v3", "8-bit", 624.9421, 0.5361, 638.4770),
        ("openai/gpt-oss-120b", "4-bit", 60.7951, 0.2856, 62.7967),
    ],
)
def test_the_need_is_weights_and_cache_and_overhead(
    shipped: duckdb.DuckDBPyConnection, model: str, precision: str, weights: float, cache: float, need: float
) -> None:
    found = shipped.execute(
        "select weights_gib, kv_gib, need_gib from mart_fits where model_id = ? and precision = ?", [model, precision]
    )
    assert found.fetchall()[0] == pytest.approx((weights, cache, need), abs=1e-3)


def test_a_model_published_in_fewer_bits_is_not_unpacked(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute(
        "select precision, bits_per_weight, is_native from mart_fits where model_id = 'deepseek-ai/deepseek-v3'"
    ).fetchall()
    assert {precision: (bits, native) for precision, bits, native in rows} == {
        "bf16": (8, True),
        "8-bit": (8, True),
        "4-bit": (4.8944, False),
    }


def test_the_smallest_tier_is_the_first_that_holds_the_need(shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = shipped.execute("""
        select fit.model_id, precision, need_gib, fit.tier_id, tier.tier_id
        from mart_fits as fit cross join raw_tier as tier left join raw_tier as own on own.tier_id = fit.tier_id
        where fit.tier_id is null and need_gib <= 0.92 * tier.memory_gib
            or need_gib > 0.92 * own.memory_gib
            or need_gib <= 0.92 * tier.memory_gib and tier.memory_gib < own.memory_gib
    """)
    assert wrong.fetchall() == []
    tiers = "select tier_id from mart_fits where model_id = 'meta-llama/llama-3.1-8b-instruct' order by precision"
    assert shipped.execute(tiers).fetchall() == [("8gb",), ("12gb",), ("24gb",)]


def test_fewer_bits_never_need_more_memory(shipped: duckdb.DuckDBPyConnection) -> None:
    worse = shipped.execute("""
        select model_id from (pivot mart_fits on precision using any_value(need_gib) group by model_id)
        where not ("4-bit" <= "8-bit" and "8-bit" <= bf16)
    """)
    assert worse.fetchall() == []


def test_a_closed_model_has_no_memory_need(shipped: duckdb.DuckDBPyConnection) -> None:
    closed = (
        "select count(*) from mart_fits join mart_models using (model_id) where is_open_weights is distinct from true"
    )
    assert shipped.execute(closed).fetchall() == [(0,)]


def test_a_context_shorter_than_8192_tokens_bounds_the_cache(
    world_con: duckdb.DuckDBPyConnection, shipped: duckdb.DuckDBPyConnection
) -> None:
    con = shipped
    short = con.execute(
        "select model_id, context_tokens from mart_fits where context_tokens < 8192 and precision = 'bf16' limit 1"
    ).fetchall()
    assert short, "some model is shorter"
    found = world_con.execute(
        "select kv_gib from mart_fits where model_id = 'acorn-ai/oak-70b' and precision = 'bf16'"
    ).fetchall()
    assert found == [(2 * 80 * 8 * 128 * 2 * 8192 / GIB,)]
