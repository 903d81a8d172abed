-- description: Each domain on each board: its basket, how many models it ranks, who leads, what it can tell apart.
-- unique: domain_id, board_id
with scores as (
    select
        domain_id, board_id, any_value(unit) as unit, any_value(n_benchmarks) as n_benchmarks, any_value(n_required) as n_required,
        count(*) filter (where is_listed and is_covered) as n_ranked,
        count(*) filter (where is_listed and not is_covered) as n_unranked,
        1.959964 * sqrt(2) * median(se) filter (where is_listed and is_covered) as smallest_difference
    from mart_domain_scores
    join mart_models using (model_id)
    group by all
),
-- A board is worn out in a domain when every benchmark that it counts there is.
saturated as (
    select baskets.domain_id, baskets.board_id, bool_and(verdict = 'saturated') as is_saturated
    from mart_baskets as baskets
    join mart_benchmark_health using (benchmark_id)
    where tier_id = ''
    group by all
),
dates as (
    select board_id, max(dated) as newest_on from mart_scores group by all
)
select
    scores.domain_id,
    scores.board_id,
    domain.name as domain_name,
    board.name as board_name,
    board.description as board_description,
    board.order as board_order,
    domain.order as domain_order,
    scores.unit,
    scores.n_benchmarks,
    scores.n_required,
    scores.n_ranked,
    n_unranked,
    leader.n_tied,
    leader.model_id as leader_model_id,
    leader.model_name as leader_name,
    leader.setting as leader_setting,
    leader.score as leader_score,
    leader_scores.score_low as leader_score_low,
    leader_scores.score_high as leader_score_high,
    smallest_difference,
    coalesce(saturated.is_saturated, false) as is_saturated,
    newest_on
from scores
join raw_domain as domain using (domain_id)
join raw_board as board using (board_id)
left join dates using (board_id)
left join saturated on saturated.domain_id = scores.domain_id and saturated.board_id = scores.board_id
left join mart_ranked_rows as leader
    on leader.ranking = 'domain/' || scores.domain_id || '/' || scores.board_id and leader.position = 1
left join mart_domain_scores as leader_scores
    on leader_scores.domain_id = scores.domain_id and leader_scores.board_id = scores.board_id
    and leader_scores.model_id = leader.model_id and leader_scores.setting = leader.setting
where scores.n_ranked > 0
