-- description: Overall arena rating against blended price (three parts input, one part output), and which are efficient.
-- unique: model_id, setting
select
    * exclude (axis, cost, provider_name, cost_dated),
    cost as price_blended,
    provider_name as price_provider,
    cost_dated as price_listed_on,
    'methods/#prices' as method_url
from mart_rated_costs
where axis = 'price'
order by price_blended, model_id, setting
