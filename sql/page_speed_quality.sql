-- description: Overall arena rating against the published speed of the fastest provider, and which are efficient.
--   Speeds are other people's figures of their day; those that are doubtful are left out.
-- unique: model_id, setting
select
    * exclude (axis, cost, cost_dated),
    1000 / cost as tokens_per_second,
    cost_dated as measured_speed_on,
    'methods/#frontier' as method_url
from mart_rated_costs
where axis = 'speed'
order by tokens_per_second desc, model_id, setting
