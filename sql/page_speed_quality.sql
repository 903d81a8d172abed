-- description: Overall arena rating against the published speed of the fastest provider, and which are efficient.
--   Speeds are other people's figures of their day; those that are doubtful are left out.
-- unique: model_id, setting
select
    efficiency.model_id,
    model.name as model_name,
    efficiency.setting,
    organization_name,
    efficiency.score as rating,
    rating.score_low as rating_low,
    rating.score_high as rating_high,
    state,
    1000 / cost as tokens_per_second,
    provider_name,
    cost_dated as measured_speed_on,
    list_sort([rating.source, cost_source]) as sources,
    [rating.relationship] as relationships,
    rating.dated as measured_on,
    'methods/#frontier' as method_url
from mart_pareto as efficiency
join mart_models as model using (model_id)
join mart_headlines as rating
    on rating.benchmark_id = 'arena-overall' and rating.model_id = efficiency.model_id and rating.setting = efficiency.setting
where axis = 'speed'
order by tokens_per_second desc, efficiency.model_id, efficiency.setting
