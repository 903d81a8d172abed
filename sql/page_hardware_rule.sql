-- description: Where the rule of thumb errs, in figures: what it keeps for the cache and what caches take, an example of many users at
--   once, and the model of which it asks most beyond the need.
-- unique: method_url
-- not_null: n_models, cache_budget_percent
with compared as (
    select
        shape.model_id, model.name, shape.parameters, downloads, shape.shape, native_bits, model.context_tokens,
        is_official and basis = 'published shape' as is_example,
        weights_gib(shape.parameters, stored_bits(16, native_bits)) as weights
    from mart_shapes as shape
    join mart_models as model using (model_id)
    left join (select id as model_id, native_bits from raw_catalog_model) as reviewed using (model_id)
    where is_listed and basis <> 'bound'
),
caches as (
    select
        count(*) as n_long,
        100 * median(cache_gib(shape, 32768, 1, 16) / weights) as cache_median_percent,
        100 * quantile_cont(cache_gib(shape, 32768, 1, 16) / weights, 0.95) as cache_high_percent
    from compared
    where context_tokens >= 32768
),
-- The makers' own model of 8 billion parameters that is fetched most often stands for its size.
example as (
    select
        model_id,
        name,
        16384 as tokens,
        8 as users,
        weights + overhead_gib(weights, 1) + cache_gib(shape, tokens, users, 16) as need_gib,
        parameters / 1e9 * 2 * 1.3 / 0.75 as rule_gib
    from compared
    where is_example and round(parameters / 1e9) = 8
    qualify row_number() over (order by downloads desc nulls last, model_id) = 1
),
most as (
    select model_id, model_name, published_bits, ratio_4k
    from page_hardware_rule_models
    where is_shown
    qualify row_number() over (order by ratio_4k desc, model_id) = 1
)
select
    (select count(*) from compared) as n_models,
    (select count(*) from mart_shapes join mart_models using (model_id) where is_listed and basis = 'bound') as n_bounds,
    (select count(*) from mart_tiers) as n_tiers,
    100 * (2.0 / 0.75 - 1) as cache_budget_percent,
    n_long,
    cache_median_percent,
    cache_high_percent,
    example.model_id as example_model_id,
    example.name as example_name,
    example.tokens as example_tokens,
    example.users as example_users,
    example.need_gib as example_need_gib,
    example.rule_gib as example_rule_gib,
    most.model_id as most_model_id,
    most.model_name as most_name,
    most.published_bits as most_bits,
    most.ratio_4k as most_ratio,
    (select list_sort(list_distinct(list_append(list(parameters_source), 'catalogue'))) from mart_models where is_listed and parameters is not null) as sources,
    'methods/#rule-of-thumb' as method_url
from (select 1)
left join caches on true
left join example on true
left join most on true
order by method_url
