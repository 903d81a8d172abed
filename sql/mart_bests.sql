-- description: Hsu's comparisons with the best of each list: who may be the best, and how much worse one can be at most.
--   May be the best: no other is better by more than c · the error of the difference. At most worse (`delta_star`), for
--   all of the list at once at 95 %: the largest of what others are better by plus c · the error (Hsu 1996), the bound of
--   a test of non-inferiority. Only rows near enough to the best to matter are here; any other is not tied.
--   Of those compared with, only the ones that none beats in both score and error can decide: no pair of all is made.
-- unique: ranking_id, entrant
-- assert: delta_star >= 0
-- assert: delta_star >= best_score - score - 1e-9
with certain as (
    select ranking_id, score, se
    from mart_places
    qualify score > coalesce(max(score) over (
        partition by ranking_id order by se, score desc rows between unbounded preceding and 1 preceding
    ), '-infinity')
),
layers as (
    select
        ranking_id, entrant, score, se,
        score > coalesce(max(score) over (
            partition by ranking_id order by se desc, score desc, entrant rows between unbounded preceding and 1 preceding
        ), '-infinity') as is_outer
    from mart_places
),
-- One that bounds all others is itself bounded by the next layer.
uncertain as (
    select ranking_id, entrant, score, se from layers where is_outer
    union all
    select ranking_id, entrant, score, se
    from layers
    where not is_outer
    qualify score > coalesce(max(score) over (
        partition by ranking_id order by se desc, score desc, entrant rows between unbounded preceding and 1 preceding
    ), '-infinity')
),
near as (
    select ranking_id, entrant, score, se, c_mcb, best_score, margin
    from mart_places
    where position <= 60 or best_score - score <= margin or best_score - score <= c_mcb * sqrt(se * se + best_se * best_se)
),
excluded as (
    select near.ranking_id, near.entrant, bool_or(certain.score - near.score > c_mcb * sqrt(near.se * near.se + certain.se * certain.se)) as is_beaten
    from near
    join certain using (ranking_id)
    group by all
),
bounds as (
    select near.ranking_id, near.entrant, max(other.score - near.score + c_mcb * sqrt(near.se * near.se + other.se * other.se)) as bound
    from near
    join uncertain as other on other.ranking_id = near.ranking_id and other.entrant <> near.entrant
    group by all
)
select ranking_id, entrant, score, best_score, margin, not is_beaten as is_tied_best, greatest(0, coalesce(bound, 0)) as delta_star
from near
join excluded using (ranking_id, entrant)
left join bounds using (ranking_id, entrant)
