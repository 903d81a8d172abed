-- description: How each row of a list compares with its best and with the row below, as a pair and for no other.
--   The gap's interval is Newcombe's (1998) from the two scores' own; z is the gap over the unpaired error. `rho_star`, where the gap is under 1.96 errors, is the correlation of two models'
--   answers from which a paired comparison would find it real: 1 − (z / 1.96)² (Miller, arXiv 2411.00640).
--   Noise: fewer than six questions apart, which McNemar's exact test cannot find real whatever the answers were, or
--   `rho_star` above 0.7. Clear: 1.96 errors or more, and an interval without 0. Likely: `rho_star` up to 0.3. Else unclear.
--   Where a fork has both models' answers to the same items, these decide instead: clear at 5 %, unclear at 20 %, else noise.
-- unique: ranking_id, entrant, against
-- not_null: flag, gap
-- assert: gap >= 0
-- assert: gap_low <= gap and gap <= gap_high
-- assert: (rho_star is null) = (z >= 1.959964)
with shown as (
    select mart_places.*
    from mart_places
    join mart_rankings using (ranking_id)
    where tier_id is null or position <= 60
),
paired as (
    select ranking_id, entrant, 'best' as against, leader as other, leader as better, entrant as worse
    from shown
    where score < best_score
    union all
    select ranking_id, entrant, 'next', below, entrant, below from shown where below is not null
),
gaps as (
    select
        paired.* exclude (better, worse),
        one.score - two.score as gap,
        gap - sqrt(pow(one.score - one.score_low, 2) + pow(two.score_high - two.score, 2)) as gap_low,
        gap + sqrt(pow(one.score_high - one.score, 2) + pow(two.score - two.score_low, 2)) as gap_high,
        -- Without any error the two cannot be told apart by one.
        coalesce(gap / nullif(sqrt(one.se * one.se + two.se * two.se), 0), 0) as z,
        abs(one.share - two.share) * least(one.n, two.n) as questions,
        n_items, n_wins, n_losses, p_exact,
        -- An exact p where there is one; else the paired difference over its error.
        case when p_exact is not null then p_exact <= 0.05 else abs(items.z) >= 1.959964 end as is_clear_by_items,
        case when p_exact is not null then p_exact <= 0.2 else abs(items.z) >= 1.281552 end as is_open_by_items
    from paired
    join mart_places as one on one.ranking_id = paired.ranking_id and one.entrant = better
    join mart_places as two on two.ranking_id = paired.ranking_id and two.entrant = worse
    join mart_rankings on mart_rankings.ranking_id = paired.ranking_id
    join mart_entrants as own on own.entrant = paired.entrant
    join mart_entrants as facing on facing.entrant = other
    left join mart_item_pairs as items
        on items.benchmark_id = mart_rankings.benchmark_id and items.model_id = own.model_id and items.setting = own.setting
        and items.other_model_id = facing.model_id and items.other_setting = facing.setting
)
select
    * exclude (is_clear_by_items, is_open_by_items),
    case when z < 1.959964 then 1 - pow(z / 1.959964, 2) end as rho_star,
    case
        when is_clear_by_items then 'clear'
        when n_items is not null then case when is_open_by_items then 'unclear' else 'noise' end
        when questions < 6 - 1e-6 or rho_star > 0.7 then 'noise'
        when rho_star is null and gap_low > 0 then 'clear'
        when rho_star is null or rho_star <= 0.3 then 'likely'
        else 'unclear'
    end as flag
from gaps
