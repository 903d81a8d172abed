-- description: Each domain on each board among the models that fit each tier.
-- unique: tier_id, domain_id, board_id
with differences as (
    -- Between two models in the middle of what fits; of one alone there is none.
    select ranking, case when count(*) > 1 then 1.959964 * sqrt(2) * median(se) end as smallest
    from mart_places
    join mart_rankings using (ranking_id)
    where tier_id is not null
    group by all
),
saturated as (
    select tier_id, baskets.domain_id, baskets.board_id, bool_and(verdict = 'saturated') as is_saturated
    from mart_baskets as baskets
    join mart_benchmark_health using (benchmark_id)
    group by all
)
select
    tier.tier_id,
    boards.domain_id,
    boards.board_id,
    tier.order as tier_order,
    boards.domain_order,
    boards.board_order,
    boards.domain_name,
    boards.board_name,
    boards.board_description,
    boards.unit,
    leader.n_ranked,
    leader.n_tied,
    leader.model_id as leader_model_id,
    leader.model_name as leader_name,
    leader.setting as leader_setting,
    leader.score as leader_score,
    leader.se as leader_se,
    difference.smallest as smallest_difference,
    coalesce(saturated.is_saturated, false) as is_saturated
from mart_domain_boards as boards
cross join raw_tier as tier
join mart_ranked_rows as leader on leader.ranking = 'tier/' || tier.tier_id || '/' || boards.domain_id || '/' || boards.board_id and leader.position = 1
join differences as difference on difference.ranking = leader.ranking
left join saturated on saturated.tier_id = tier.tier_id and saturated.domain_id = boards.domain_id and saturated.board_id = boards.board_id
