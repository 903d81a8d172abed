-- description: Of the listed models, by whether their weights are open, how many lack a fact that a reader chooses by.
-- unique: weights, field
with listed as (
    select
        mart_models.*,
        case when is_open_weights then 'open' when is_open_weights is false then 'API' else 'not stated' end as weights,
        mart_prices.model_id is not null as has_price,
        mart_models.context_tokens is not null or mart_prices.context_tokens is not null as has_context,
        mart_models.model_id in (select model_id from mart_fits) as has_memory,
        is_official
    from mart_models
    left join mart_prices using (model_id)
    where is_listed
),
fields as (
    select weights, 1 as position, 'size' as field, count(*) as n_models, count(parameters) as n_known from listed group by weights
    union all
    select weights, 2, 'memory', count(*), count(*) filter (where has_memory) from listed group by weights
    union all
    select weights, 3, 'licence', count(*), count(*) filter (where license_class <> 'unknown') from listed group by weights
    union all
    select weights, 4, 'context', count(*), count(*) filter (where has_context) from listed group by weights
    union all
    select weights, 5, 'release date', count(*), count(released_on) from listed group by weights
    union all
    select weights, 6, 'price', count(*), count(*) filter (where has_price) from listed group by weights
)
select
    weights,
    field,
    n_models,
    n_known,
    n_models - n_known as n_missing,
    n_known / n_models as share,
    -- What is not known, none of them says.
    (select list(distinct source order by source) from stg_facts) as sources
from fields
-- The size and memory of what runs at its maker only are nobody's gap.
where not (weights = 'API' and field in ('size', 'memory'))
order by weights desc, position
