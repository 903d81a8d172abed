-- description: The bases on the tasks of each category: means before and after tuning and of the lift, in points, with 95 % intervals over
--   the tasks, the places that hold all at once after tuning, and how many tasks each wins, ties and loses against the strongest
--   model that was only asked.
-- unique: suite_id, category_id, entrant
-- assert: rank_low is null or rank_low <= rank_high
with yardsticks as (
    select distinct suite_id, reference from mart_tuned_gaps where is_yardstick
)
select
    tuned.suite_id,
    tuned.category_id,
    tuned.entrant,
    model_id,
    name,
    setup,
    tuned.n_tasks,
    tuned.n_all,
    tuned.position,
    tuned.rank_low,
    tuned.rank_high,
    coalesce(tuned.is_tied_best, false) as is_tied_best,
    tuned.score,
    tuned.score_low,
    tuned.score_high,
    tuned.score as score_at,
    tuned.score_low as low_at,
    tuned.score_high as high_at,
    base.score as base_mean,
    lift.score as lift_mean,
    lift.score_low as lift_low,
    lift.score_high as lift_high,
    contest.reference_name,
    n_wins,
    n_ties,
    n_losses,
    n_clear_wins,
    n_clear_losses,
    [source] as sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_means as tuned
join mart_tuned_entrants using (entrant)
left join mart_tuned_means as base on base.suite_id = tuned.suite_id and base.category_id = tuned.category_id and base.entrant = tuned.entrant and base.measure = 'base'
left join mart_tuned_means as lift on lift.suite_id = tuned.suite_id and lift.category_id = tuned.category_id and lift.entrant = tuned.entrant and lift.measure = 'lift'
left join yardsticks as yardstick on yardstick.suite_id = tuned.suite_id
left join mart_tuned_contests as contest on contest.suite_id = tuned.suite_id and contest.category_id = tuned.category_id and contest.who = tuned.entrant and contest.reference = yardstick.reference
where tuned.measure = 'tuned' and tuned.category_id <> 'all'
order by tuned.suite_id, tuned.category_id, tuned.position nulls last, tuned.score desc, tuned.entrant
