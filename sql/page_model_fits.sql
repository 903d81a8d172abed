-- description: Memory each open model needs at bf16, 8 and 4 bit, at 8,192 tokens and one user, and its smallest tier.
-- unique: model_id, precision
select
    model_id,
    precision,
    bits_per_weight,
    weights_gib,
    kv_gib,
    overhead_gib,
    need_gib,
    fit.tier_id,
    tier.name as tier_name,
    kv_basis,
    context_tokens,
    is_native
from mart_fits as fit
left join raw_tier as tier on tier.tier_id = fit.tier_id
order by model_id, precision_order
