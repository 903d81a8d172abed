-- description: Every list in order, with the constants of its size and the leader; equal scores share a place.
--   The row order (`position`) of equal scores is by error, then by name, and decides nothing.
-- unique: ranking_id, entrant
select
    entry.*,
    n_ranked,
    c_mcb,
    c_tukey,
    rank() over (partition by ranking_id order by score desc) as place,
    row_number() over best_first as position,
    first_value(entrant) over best_first as leader,
    lead(entrant) over best_first as below,
    -- How much worse than the best a reader may well take for a smaller or cheaper model.
    case unit when 'points' then 3 when 'elo' then 15 end as margin,
    max(score) over (partition by ranking_id) as best_score,
    first_value(se) over best_first as best_se
from mart_entries as entry
join (select ranking_id, count(*) as n_ranked from mart_entries group by all) using (ranking_id)
join mart_critical_values using (n_ranked)
window best_first as (partition by ranking_id order by score desc, se, entrant)
