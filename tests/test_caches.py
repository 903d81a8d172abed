"""Caches beside those of hf-mem, and every need beside the coefficients that the site ships."""

import duckdb
from hf_mem.safetensors.kv_cache import compute_safetensors_kv_cache_size

GIB = 1024**3


def test_caches_agree_with_hf_mem_where_it_knows_the_attention(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute("""
        select
            shape.model_id, if(kept_every is null, shape.attention, 'hybrid'), given.layers, given.kv_heads,
            given.head_size, heads, hidden_size, cache_gib(shape, 32768, 1, 16) * 1024 ** 3
        from mart_shapes as shape
        join stg_shapes as given using (model_id)
        left join raw_architecture using (architecture_id)
        where basis = 'published shape' and (shape_source = 'model_facts' or shape.attention = 'MLA')
            and heads is not null and given.kv_heads is not null and given.head_size is not null
    """).fetchall()
    seen = set()
    for model, attention, layers, kv_heads, head_size, heads, hidden_size, ours in rows:
        config = {
            "num_hidden_layers": layers, "num_key_value_heads": kv_heads, "head_dim": head_size,
            "num_attention_heads": heads, "hidden_size": hidden_size,
        }  # fmt: skip
        theirs = compute_safetensors_kv_cache_size(config, "BF16", 32768)
        seen.add(attention)
        if attention in ("multi-head", "grouped-query", "multi-query", "unknown"):
            assert theirs == ours, (model, attention)
        else:
            # It reserves windows at full length, and has no case for compressed attention or layers that keep nothing.
            assert theirs > ours or (theirs == ours and attention == "hybrid"), (model, attention)
    assert len(rows) > 500 and seen >= {"multi-head", "grouped-query", "sliding window", "MLA", "hybrid"}


def test_a_dot_product_of_the_shipped_coefficients_is_every_need(shipped: duckdb.DuckDBPyConnection) -> None:
    rows = shipped.execute("""
        select c.*, least(p.bits_per_weight, coalesce(native_bits, 99)) as bits, fit.context_tokens as tokens,
            weights_gib, kv_gib, need_gib
        from mart_fits as fit
        join page_model_coefficients as c using (model_id)
        join raw_precision as p on precision_id = precision
    """).df()  # fmt: skip
    windowed = rows.windowed_bytes * rows[["tokens", "window_tokens"]].min(axis=1)
    per_bit = rows.parameters / 8 / GIB
    cache = (rows.growing_bytes * rows.tokens + windowed + rows.state_bytes) / GIB
    assert len(rows) > 40_000
    assert abs(per_bit * rows.bits - rows.weights_gib).max() < 1e-9
    assert abs(cache - rows.kv_gib).max() < 1e-9
    assert abs(per_bit * 1.02 * rows.bits + cache + 0.5 - rows.need_gib).max() < 1e-9
