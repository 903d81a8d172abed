-- description: Overall arena ratings beside what a model costs in money or time, which are efficient, and where both are from.
-- unique: axis, model_id, setting
select
    efficiency.axis,
    efficiency.model_id,
    model.name as model_name,
    efficiency.setting,
    organization_name,
    efficiency.score as rating,
    rating.score_low as rating_low,
    rating.score_high as rating_high,
    state,
    is_open_weights,
    cost,
    provider_name,
    cost_dated,
    list_sort([rating.source, cost_source]) as sources,
    [rating.relationship] as relationships,
    rating.dated as measured_on
from mart_pareto as efficiency
join mart_models as model using (model_id)
join mart_headlines as rating
    on rating.benchmark_id = 'arena-overall' and rating.model_id = efficiency.model_id and rating.setting = efficiency.setting
where axis in ('price', 'speed')
