-- description: Memory each open model needs at bf16, 8 and 4 bit, at 8,192 tokens and one user, and its smallest tier.
--   A model published in fewer bits (FP8, MXFP4) has one row for those, which are not called by a precision above them.
-- unique: model_id, precision
select
    fit.model_id,
    precision,
    case when is_native then format('as published, {:.4g} bit', bits_per_weight) end as published_as,
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
qualify not is_native or precision_order = max(precision_order) filter (where is_native) over (partition by fit.model_id)
order by fit.model_id, precision_order
