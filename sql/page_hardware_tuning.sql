-- description: Each tier as a place to tune models: how many of the makers' own listed models can be tuned there in some way.
-- unique: tier_id
-- not_null: n_official, n_shown
-- assert: n_shown <= n_official
with tuned as (
    select placement.tier_id, placement.model_id, parameters, parameters_source
    from mart_placements as placement
    join mart_models using (model_id)
    where tune_by is not null and is_listed and is_official
)
select
    tier.tier_id,
    tier_name,
    memory_gib,
    usable_gib,
    cards,
    count(model_id) as n_official,
    least(200, count(model_id)) as n_shown,
    max(parameters) / 1e9 as largest_b,
    list_sort(list_distinct(list_append(list(parameters_source) filter (where parameters_source is not null), 'catalogue'))) as sources,
    'methods/#tuning' as method_url
from mart_tiers as tier
left join tuned using (tier_id)
group by all
order by any_value(tier_order)
