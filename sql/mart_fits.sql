-- description: Memory each open model needs at three precisions, at 8,192 tokens of context and one user, in GiB.
--   need = parameters · bits / 8 + cache + 0.5 GiB + 2 % of the weights; it fits in 92 % of a card, the
--   share that vLLM takes by default. The overhead is a planning constant, not a measurement of every engine.
--   8 and 4 bit are the files most people run, Q8_0 and Q4_K_M, with 8.5008 and 4.8944 bits a weight as llama.cpp
--   measured them on Llama-3.1-8B.
-- unique: model_id, precision
-- not_null: need_gib
-- assert: need_gib > weights_gib
with precisions as (
    select unnest([
        {'precision': 'bf16', 'bits': 16.0, 'precision_order': 1},
        {'precision': '8-bit', 'bits': 8.5008, 'precision_order': 2},
        {'precision': '4-bit', 'bits': 4.8944, 'precision_order': 3}
    ], recursive := true)
),
estimates as (
    select
        shape.model_id,
        precision,
        precision_order,
        -- A model published in fewer bits (FP8, MXFP4) is not unpacked to more.
        least(bits, coalesce(native_bits, bits)) as bits_per_weight,
        native_bits is not null and native_bits <= bits as is_native,
        least(8192, coalesce(model.context_tokens, 8192)) as context_tokens,
        shape.parameters * bits_per_weight / 8 / 1024 ** 3 as weights_gib,
        (
            (kv_bytes_per_token - windowed_bytes_per_token) * least(8192, coalesce(model.context_tokens, 8192))
            + windowed_bytes_per_token * least(shape.window_tokens, 8192, coalesce(model.context_tokens, 8192))
        ) / 1024 ** 3 as kv_gib,
        basis as kv_basis,
        shape_source
    from mart_shapes as shape
    join mart_models as model using (model_id)
    left join raw_catalog_model as reviewed on reviewed.id = shape.model_id
    cross join precisions
)
select
    *,
    0.5 + 0.02 * weights_gib as overhead_gib,
    weights_gib + kv_gib + overhead_gib as need_gib,
    (
        select arg_min(tier_id, memory_gib) from raw_tier where 0.92 * memory_gib >= weights_gib + kv_gib + 0.5 + 0.02 * weights_gib
    ) as tier_id
from estimates
