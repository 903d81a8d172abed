-- description: A worked example of ties, rank ranges and expected scores: the first five of the arena's overall list.
-- unique: position
-- not_null: se
-- assert: gap <= allowed_gap or not is_tied_best
-- assert: position > 1 or gap = 0
select
    position,
    arena.model_id,
    coalesce(model_name, arena_name) as model_name,
    setting,
    rating,
    rating_low,
    rating_high,
    (rating_high - rating_low) / (2 * 1.959964) as se,
    first_value(rating) over first_first - rating as gap,
    c_mcb,
    c_mcb * sqrt(pow(rating_high - rating_low, 2) + pow(first_value(rating_high - rating_low) over first_first, 2)) / (2 * 1.959964) as allowed_gap,
    is_tied_best,
    c_tukey,
    c_tukey * sqrt(pow(rating_high - rating_low, 2) + pow(first_value(rating_high - rating_low) over first_first, 2)) / (2 * 1.959964) as certain_gap,
    rank_low - 1 as n_certainly_better,
    n_ranked - rank_high as n_certainly_worse,
    rank_low,
    rank_high,
    n_ranked,
    rank_ub,
    100 / (1 + pow(10, (rating - first_value(rating) over first_first) / 400)) as expected_of_leader,
    [source] as sources,
    'methods/#ranks' as method_url
from page_arena as arena
join mart_critical_values using (n_ranked)
where n_ranked is not null
window first_first as (order by position rows between unbounded preceding and unbounded following)
qualify row_number() over (order by position) <= 5
order by position
