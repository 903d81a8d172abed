-- description: Memory each open model needs at each precision, at 8,192 tokens of context and one user, in GiB, on one card.
--   need = parameters · bits / 8 + cache + 0.5 GiB + 2 % of the weights. The low end is weights of the fewest bits among
--   architectures and a cache that is certain, and nothing else; the high end has the most bits, windows kept at full
--   length, and no flash attention.
-- unique: model_id, precision
-- not_null: need_gib, need_low_gib, need_high_gib
-- assert: need_gib > weights_gib
-- assert: need_low_gib <= need_gib and need_gib <= need_high_gib
with estimates as (
    select
        shape.model_id,
        precision_id as precision,
        precision.order as precision_order,
        is_counted,
        stored_bits(bits_per_weight, native_bits) as bits,
        native_bits is not null and native_bits <= bits_per_weight as is_native,
        if(is_native, native_bits, bits_low) as bits_low,
        if(is_native, native_bits, bits_high) as bits_high,
        least(8192, coalesce(model.context_tokens, 8192)) as tokens,
        shape.parameters,
        shape,
        basis,
        shape_source,
        heads
    from mart_shapes as shape
    join mart_models as model using (model_id)
    join mart_widths using (model_id)
    left join raw_catalog_model as reviewed on reviewed.id = shape.model_id
    cross join raw_precision as precision
)
select
    model_id,
    precision,
    precision_order,
    is_counted,
    bits as bits_per_weight,
    is_native,
    tokens as context_tokens,
    weights_gib(parameters, bits) as weights_gib,
    cache_gib(shape, tokens, 1, 16) as kv_gib,
    overhead_gib(weights_gib(parameters, bits), 1) as overhead_gib,
    weights_gib + kv_gib + overhead_gib as need_gib,
    weights_gib(parameters, bits_low) + if(basis = 'bound', 0, cache_gib(struct_update(shape, state_bytes := 0.0), tokens, 1, 16)) as need_low_gib,
    weights_gib(parameters, bits_high) + cache_gib(struct_update(shape, window_tokens := tokens), tokens, 1, 16)
        + overhead_gib(weights_gib(parameters, bits_high), 1) + scratch_gib(heads, tokens) as need_high_gib,
    basis as kv_basis,
    shape_source,
    (
        select arg_min(tier_id, usable_gib) from mart_tiers
        where usable_gib >= weights_gib(parameters, bits) + cache_gib(shape, tokens, 1, 16) + overhead_gib(weights_gib(parameters, bits), cards)
    ) as tier_id
from estimates
