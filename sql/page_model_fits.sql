-- description: Memory each open model needs at bf16, 8 and 4 bit, at 8,192 tokens and one user, and its smallest tier.
-- unique: model_id, precision
select
    fit.model_id,
    precision,
    bits_per_weight,
    weights_gib,
    kv_gib,
    overhead_gib,
    need_gib,
    fit.tier_id,
    tier.name as tier_name,
    kv_basis,
    fit.context_tokens,
    is_native,
    parameters,
    list_sort(list_distinct([parameters_source, shape_source])) as sources,
    reviewed_url,
    'methods/#memory' as method_url
from mart_fits as fit
join mart_models as model using (model_id)
left join raw_tier as tier on tier.tier_id = fit.tier_id
order by fit.model_id, precision_order
