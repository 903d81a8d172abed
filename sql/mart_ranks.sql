-- description: Rank ranges, the tied-for-best set and the flags of every list.
--   Rank range: 1 + the models that are certainly better, up to all but those that are certainly worse (mart_rank_ranges).
--   `depends_on_unreported`: with the model's gaps at their pessimistic ends it would leave its range.
--   `win_rate_disagrees`: its place by mean win rate is farther off than its range is wide.
--   Of a list narrowed to a tier only the first sixty rows are kept.
-- unique: ranking, model_id, setting
-- not_null: rank_low, rank_high, is_tied_best, place
-- assert: 1 <= rank_low and rank_low <= place and place <= rank_high and rank_high <= n_ranked
-- assert: is_tied_best or flag_best <> 'leader'
with ordered as (
    select
        *,
        case when win_rate is not null then rank() over (partition by ranking_id order by win_rate desc nulls last) end as place_by_wins
    from mart_places
),
-- How many scores lie at or above a value; equal ones count once each.
scores as (
    select ranking_id, score as value, max(n) as n_above
    from (select ranking_id, score, row_number() over (partition by ranking_id order by score desc) as n from ordered where pessimistic is not null)
    group by all
),
tied as (
    select ranking_id, count(*) filter (where is_tied_best) as n_tied from mart_bests group by all
),
compared as (
    select
        ordered.*,
        ranking,
        rank_low,
        rank_high,
        -- Its own score is among those above its pessimistic one.
        1 + coalesce(n_above, 0) - (score > pessimistic)::int as place_at_worst
    from ordered
    join mart_rankings using (ranking_id)
    join mart_rank_ranges using (ranking_id, entrant)
    asof left join scores on scores.ranking_id = ordered.ranking_id and scores.value > ordered.pessimistic
    where tier_id is null or position <= 60
)
select
    ranking,
    model_id,
    setting,
    unit,
    compared.score,
    compared.se,
    n_ranked,
    n_tied,
    position,
    place,
    rank_low,
    rank_high,
    coalesce(is_tied_best, false) as is_tied_best,
    delta_star,
    case when compared.score = compared.best_score then 'leader' else best.flag end as flag_best,
    best.gap as gap_best,
    best.gap_low as gap_low_best,
    best.gap_high as gap_high_best,
    best.z as z_best,
    best.rho_star as rho_star_best,
    best.questions as questions_best,
    case when best.n_items is not null then {'n': best.n_items, 'wins': best.n_wins, 'losses': best.n_losses, 'p': best.p_exact} end as items_best,
    next.flag as flag_next,
    next.gap as gap_next,
    next.gap_low as gap_low_next,
    next.gap_high as gap_high_next,
    next.z as z_next,
    next.rho_star as rho_star_next,
    next.questions as questions_next,
    case when next.n_items is not null then {'n': next.n_items, 'wins': next.n_wins, 'losses': next.n_losses, 'p': next.p_exact} end as items_next,
    pessimistic,
    case when pessimistic is not null then place_at_worst end as place_at_worst,
    coalesce(place_at_worst > rank_high, false) as depends_on_unreported,
    win_rate,
    place_by_wins,
    coalesce(abs(place - place_by_wins) > rank_high - rank_low, false) as win_rate_disagrees
from compared
join mart_entrants using (entrant)
join tied using (ranking_id)
left join mart_bests using (ranking_id, entrant)
left join mart_pairs as best on best.ranking_id = compared.ranking_id and best.entrant = compared.entrant and best.against = 'best'
left join mart_pairs as next on next.ranking_id = compared.ranking_id and next.entrant = compared.entrant and next.against = 'next'
