-- description: Rank ranges, the tied-for-best set and the flags of every list.
--   Rank range: 1 + the models whose comparison interval lies wholly above, up to all but those wholly below, with
--   half widths of Tukey's constant · error / √2 (Mogstad et al., doi 10.1093/restud/rdad006, in one step).
--   May be the best: Hsu's multiple comparisons with the best (Hsu 1996).
--   Flags of a pair: noise under six questions (McNemar's exact test of five against none is not significant) or
--   where only a correlation above 0.7 could make the gap real; clear from 1.96 errors; likely where a correlation of
--   0.3 would do; else unclear. The paired error is the unpaired one times √(1 − correlation).
--   Of a list narrowed to a tier only the first sixty rows are kept.
-- unique: ranking, model_id, setting
-- not_null: rank_low, rank_high, is_tied_best
-- assert: 1 <= rank_low and rank_low <= rank_high and rank_high <= n_ranked
with sizes as (
    select ranking_id, count(*) as n_ranked from mart_entries group by all
),
ordered as (
    select
        entry.*,
        n_ranked,
        c_mcb,
        score + c_tukey / sqrt(2) * se as upper,
        score - c_tukey / sqrt(2) * se as lower,
        row_number() over best_first as position,
        first_value({'score': score, 'se': se, 'n': n}) over best_first as leader,
        lead({'score': score, 'se': se, 'n': n}) over best_first as below
    from mart_entries as entry
    join sizes using (ranking_id)
    join mart_critical_values using (n_ranked)
    window best_first as (partition by ranking_id order by score desc, entrant)
),
-- How many lower ends lie at or above a value, and how many upper ends at or below it; equal ends count once each.
lower_ends as (
    select ranking_id, lower as value, max(n) as n_at_or_above
    from (select ranking_id, lower, row_number() over (partition by ranking_id order by lower desc) as n from ordered)
    group by all
),
upper_ends as (
    select ranking_id, upper as value, max(n) as n_at_or_below
    from (select ranking_id, upper, row_number() over (partition by ranking_id order by upper) as n from ordered)
    group by all
),
tied as (
    select ranking_id, count(*) filter (where leader.score - score <= c_mcb * sqrt(se * se + leader.se * leader.se)) as n_tied
    from ordered
    group by all
),
shown as (
    select ordered.*, ranking, tier_id
    from ordered
    join mart_rankings using (ranking_id)
    where tier_id is null or position <= 60
),
compared as (
    select
        shown.*,
        coalesce(n_at_or_above, 0) + 1 as rank_low,
        n_ranked - coalesce(n_at_or_below, 0) as rank_high,
        (leader.score - score) / nullif(sqrt(se * se + leader.se * leader.se), 0) as z_best,
        (score - below.score) / nullif(sqrt(se * se + below.se * below.se), 0) as z_next,
        (leader.score - score) / 100 * least(n, leader.n) as questions_best,
        (score - below.score) / 100 * least(n, below.n) as questions_next
    from shown
    asof left join lower_ends on lower_ends.ranking_id = shown.ranking_id and lower_ends.value > shown.upper
    asof left join upper_ends on upper_ends.ranking_id = shown.ranking_id and upper_ends.value < shown.lower
)
select
    ranking,
    model_id,
    setting,
    score,
    se,
    n_ranked,
    n_tied,
    position,
    rank_low,
    rank_high,
    leader.score - score <= c_mcb * sqrt(se * se + leader.se * leader.se) as is_tied_best,
    case
        when position = 1 then 'leader'
        when questions_best < 6 or z_best is null or z_best < 1.959964 * sqrt(0.3) then 'noise'
        when z_best >= 1.959964 then 'clear'
        when z_best >= 1.959964 * sqrt(0.7) then 'likely'
        else 'unclear'
    end as flag_best,
    case
        when below is null then null
        when questions_next < 6 or z_next is null or z_next < 1.959964 * sqrt(0.3) then 'noise'
        when z_next >= 1.959964 then 'clear'
        when z_next >= 1.959964 * sqrt(0.7) then 'likely'
        else 'unclear'
    end as flag_next,
    score - below.score as gap_next
from compared
join mart_entrants using (entrant)
join tied using (ranking_id)
