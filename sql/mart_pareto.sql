-- description: Which models are efficient in cost and quality, which may be, and which are certainly not.
--   Frontier: no other costs no more and scores no less, one of them strictly. Dominated: another that costs no more is better by
--   more than 1.645 errors of the difference (one-sided, 5 %). Possibly efficient: what lies between, which the errors
--   leave open.
-- unique: axis, model_id, setting
-- not_null: state
select
    one.axis,
    one.model_id,
    one.setting,
    one.cost,
    one.score,
    one.se,
    one.provider_name,
    one.cost_dated,
    one.cost_source,
    case
        when bool_or(other.score - one.score > 1.644854 * sqrt(one.se * one.se + other.se * other.se)) then 'dominated'
        when bool_or(other.score >= one.score and (other.score > one.score or other.cost < one.cost)) then 'possibly efficient'
        else 'frontier'
    end as state
from mart_pareto_points as one
join mart_pareto_points as other on other.axis = one.axis and other.cost <= one.cost
group by all
