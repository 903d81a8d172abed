-- description: A worked example of memory at 4 bit: the first model of the open board's overall list whose cache is known from
--   its own published shape and has no sliding window.
-- unique: model_id
-- not_null: need_gib, kv_bytes_per_token
-- assert: abs(parameters * bits_per_weight / 8 / 1073741824 - weights_gib) < 0.000001
-- assert: abs(kv_bytes_per_token * context_tokens / 1073741824 - cache_gib) < 0.000001
-- assert: tier_id is null or need_gib <= usable_gib
select
    fit.model_id,
    model.name as model_name,
    shape.parameters,
    fit.bits_per_weight,
    fit.weights_gib,
    shape.shape['growing_bytes'] as kv_bytes_per_token,
    fit.context_tokens,
    fit.kv_gib as cache_gib,
    fit.overhead_gib,
    fit.need_gib,
    fit.tier_id,
    tier.tier_name,
    tier.memory_gib,
    tier.usable_gib,
    list_distinct([fit.shape_source, model.parameters_source]) as sources,
    'methods/#memory' as method_url
from mart_ranks as ranks
join mart_fits as fit on fit.model_id = ranks.model_id and fit.precision = '4-bit'
join mart_shapes as shape on shape.model_id = ranks.model_id
join mart_models as model on model.model_id = ranks.model_id
left join mart_tiers as tier using (tier_id)
where ranks.ranking = 'domain/overall/open' and not is_native
    and shape.basis = 'published shape' and shape.shape['windowed_bytes'] = 0
qualify row_number() over (order by position) = 1
order by fit.model_id
