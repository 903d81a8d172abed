-- description: How many names of each source are matched to a model, and how many are not.
-- unique: source
select
    source,
    count(*) as n_names,
    count(model_id) as n_matched,
    count(model_id) / count(*) as share,
    sum(n_results)::bigint as n_results
from (
    select source, model, any_value(model_id) as model_id, count(*) as n_results from stg_results group by all
    union all
    select source, offered || ' at ' || provider, any_value(model_id), 0 from stg_offers group by all
)
group by all
order by source
