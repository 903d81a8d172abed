-- description: From what the memory, speed and tuning of each listed open model follow for any card, precision, length of text
--   and number of users, as whole numbers. In bytes, with b bits a weight, t tokens, u users, c bits of a cached value and
--   n cards: weights = parameters · least(b, native_bits) / 8; cache = u · ((growing_bytes · t + windowed_bytes ·
--   least(t, window_tokens)) · c / 16 + state_bytes); overhead = 0.5 GiB · n + 2 % of the weights; need = their sum.
--   Without flash attention heads · t · 2048 come on top. Each token reads read_parameters and the cache.
-- unique: model_id
-- not_null: parameters, growing_bytes, windowed_bytes, window_tokens, state_bytes, read_parameters
-- assert: window_tokens = 0 or windowed_bytes > 0
select
    model_id,
    parameters::bigint as parameters,
    native_bits,
    growing_bytes::bigint as growing_bytes,
    windowed_bytes::bigint as windowed_bytes,
    window_tokens,
    state_bytes::bigint as state_bytes,
    basis = 'bound' as is_bound,
    heads,
    layers,
    hidden_size,
    vocabulary,
    read_parameters::bigint as read_parameters,
    adapter_width_low,
    adapter_width_high,
    context_tokens,
    list_sort(list_distinct([parameters_source, shape_source])) as sources,
    'methods/#memory' as method_url
from (select *, unnest(shape) from mart_shapes) as shape
join (select * exclude (parameters) from mart_widths) using (model_id)
join (select model_id, is_listed, context_tokens, parameters_source from mart_models) using (model_id)
left join (select id as model_id, native_bits from raw_catalog_model) using (model_id)
where is_listed
order by model_id
