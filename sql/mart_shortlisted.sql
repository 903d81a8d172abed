-- description: The Hub models that a ranked list of some page names: those the Hub itself is asked about.
--   What it has said is gone stays among them, or it would be listed again as soon as nobody asks.
-- unique: model_id
-- not_null: hub_id
with unranked as (
    -- A list without errors is in order of score, and as long as the others.
    select model_id
    from mart_headlines
    join mart_models using (model_id)
    where is_listed and benchmark_id not in (select benchmark_id from mart_rankings where benchmark_id is not null)
    qualify row_number() over (partition by benchmark_id order by score desc, name, model_id, setting) <= 60
),
named as (
    select model_id from mart_ranked_rows join mart_rankings using (ranking) where tier_id is null or position <= 30
    union
    select model_id from unranked
    union
    -- The arena's page shows all of it.
    select model_id from mart_headlines where benchmark_id = 'arena-overall'
    union
    select model_id from mart_headlines join mart_newest_benchmarks using (benchmark_id)
    union
    select model_id from stg_facts where source = 'hub_models' and not is_available
)
select model_id, hub_id
from named
join mart_models using (model_id)
where hub_id is not null
