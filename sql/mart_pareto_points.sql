-- description: What a model costs beside how good it is: memory at 4 bit and the overall score of makers' own models on the
--   open board; price, and speed at its fastest provider, and the overall arena rating.
--   `cost` is what a reader wants less of: GiB, US dollars per million tokens, or seconds per thousand tokens.
-- unique: axis, model_id, setting
-- not_null: cost, score, se
with speeds as (
    select model_id, arg_max({'provider_name': provider_name, 'dated': dated, 'tokens_per_second': tokens_per_second, 'source': source},
        (tokens_per_second, dated, provider)) as fastest
    from stg_speeds
    where doubt is null and model_id is not null and tokens_per_second is not null
    group by all
),
rated as (
    select model_id, setting, score, se
    from mart_headlines
    join mart_entrants using (model_id, setting)
    where benchmark_id = 'arena-overall' and se is not null
)
select 'memory' as axis, model_id, setting, need_gib as cost, scores.score, se, null as provider_name, null::date as cost_dated, null as cost_source
from mart_domain_scores as scores
join mart_entrants using (model_id, setting)
join mart_models as model using (model_id)
join mart_fits using (model_id)
where domain_id = 'overall' and board_id = 'open' and precision = '4-bit' and is_covered and is_official
union all
select 'price', model_id, setting, price_blended, score, se, price.provider, listed_on, price.source
from rated
join mart_prices as price using (model_id)
where not is_deprecated
union all
select 'speed', model_id, setting, 1000 / fastest.tokens_per_second, score, se, fastest.provider_name, fastest.dated, fastest.source
from rated
join speeds using (model_id)
