-- description: The names that no rule and no alias resolves, by what they would add: scores first, then offers.
-- unique: source, name
with scores as (
    select source, model, count(*) as n_scores from stg_results group by all
),
offers as (
    select source, model, count(*) as n_offers from raw_offer group by all
)
select
    names.source,
    names.model as name,
    coalesce(n_scores, 0) as n_scores,
    coalesce(n_offers, 0) as n_offers
from stg_names as names
left join scores using (source, model)
left join offers using (source, model)
where model_id is null
order by n_scores desc, n_offers desc, names.source, name
