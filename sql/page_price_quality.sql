-- description: Overall arena rating against blended price (three parts input, one part output), and which are efficient.
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
    is_open_weights,
    cost as price_blended,
    provider_name as price_provider,
    cost_dated as price_listed_on,
    list_sort([rating.source, cost_source]) as sources,
    [rating.relationship] as relationships,
    rating.dated as measured_on,
    'methods/#prices' as method_url
from mart_pareto as efficiency
join mart_models as model using (model_id)
join mart_headlines as rating
    on rating.benchmark_id = 'arena-overall' and rating.model_id = efficiency.model_id and rating.setting = efficiency.setting
where axis = 'price'
order by price_blended, efficiency.model_id, efficiency.setting
