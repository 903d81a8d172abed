-- description: Of each list the smallest model, and the cheapest, that is at most a margin worse than the best.
--   "At most" is Hsu's bound for the whole list at once, at 95 %: that nothing was found to be better would reward a list
--   that sees little. The margin is 3 points, or 15 Elo. Where no model is so near for certain there is none;
--   `least_delta_star` is the smallest margin at which there would be one, and `list_delta_star` the smallest that the data
--   support for any model of the list, with or without a known price.
--   Smallest is by memory at 4 bit, of what fits the tier; then by price; cheapest by price (three tokens in to one out).
-- unique: ranking, aim
-- not_null: margin, least_delta_star
-- assert: (model_id is null) = (least_delta_star > margin)
-- assert: delta_star is null or delta_star <= margin
-- assert: list_delta_star <= least_delta_star
with compared as (
    select ranking, mart_rankings.tier_id, domain_id, board_id, model_id, setting, model.name, bests.score, delta_star, margin, need_gib, price_blended
    from mart_bests as bests
    join mart_rankings using (ranking_id)
    join mart_entrants using (entrant)
    join mart_models as model using (model_id)
    left join mart_fits as fit on fit.model_id = mart_entrants.model_id and precision = '4-bit'
    left join mart_prices as price on price.model_id = mart_entrants.model_id and not is_deprecated
    -- Of one model alone nothing was compared.
    where margin is not null and domain_id is not null and ranking_id in (select ranking_id from mart_places where n_ranked > 1)
),
aims as (
    select *, 'memory' as aim, need_gib as cost, price_blended as then_cost from compared where tier_id is not null
    union all
    -- A small tier is for running a model at home: what it costs elsewhere is no question there.
    select *, 'price', price_blended, need_gib from compared where tier_id is null and price_blended is not null
),
taken as (
    select ranking, aim, arg_min(
        {'model_id': model_id, 'setting': setting, 'score': score, 'delta_star': delta_star, 'need_gib': need_gib, 'price_blended': price_blended},
        (cost, coalesce(then_cost, 'infinity'), delta_star, name, model_id, setting)
    ) as taken
    from aims
    where delta_star <= margin
    group by all
),
limits as (
    select
        ranking, aim, any_value(tier_id) as tier_id, any_value(domain_id) as domain_id, any_value(board_id) as board_id,
        any_value(margin) as margin, min(delta_star) as least_delta_star,
        arg_min({'model_id': model_id, 'setting': setting}, (delta_star, name, model_id, setting)) as surest
    from aims
    group by ranking, aim
)
select
    ranking,
    aim,
    tier_id,
    domain_id,
    board_id,
    margin::double as margin,
    taken.model_id,
    taken.setting,
    taken.score,
    taken.delta_star,
    taken.need_gib,
    taken.price_blended,
    least_delta_star,
    list_delta_star,
    surest.model_id as surest_model_id,
    surest.setting as surest_setting
from limits
left join taken using (ranking, aim)
join (select ranking, min(delta_star) as list_delta_star from compared group by all) using (ranking)
