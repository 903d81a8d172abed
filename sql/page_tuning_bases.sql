-- description: Which base to tune: of each base the mean over all tasks after tuning with its places, how often it is among the
--   first five, how often it is first as counted (all who share the top counted) and as expected given the errors (not known
--   of `n_unknown` tasks), its mean by category, and how steady it is: the spread, in points, of how far it is from the mean
--   of the ranked bases, task by task.
-- unique: suite_id, entrant
-- not_null: n_first, expected_firsts
-- assert: n_first <= n_tasks and n_top_five <= n_tasks
with firsts as (
    select
        suite_id,
        entrant,
        count(*) as n_tasks,
        count(*) filter (where is_first) as n_first,
        sum(first_share order by tuning_task_id) as shared_firsts,
        coalesce(sum(p_first order by tuning_task_id), 0) as expected_firsts,
        count(*) filter (where p_first is null) as n_unknown,
        count(*) filter (where place <= 5) as n_top_five,
        count(*) filter (where is_tied_best) as n_tied_best,
        count(*) filter (where is_tuned_guess) as n_guesses,
        min(place) as best_place,
        max(place) as worst_place
    from mart_tuned_bests
    join mart_tuned_scores using (tuning_task_id, entrant)
    group by all
),
categories as (
    select suite_id, entrant, list({'category_id': category_id, 'score': mean.score, 'rank_low': rank_low, 'rank_high': rank_high, 'is_tied_best': is_tied_best} order by category_id) as categories
    from mart_tuned_means as mean
    where category_id <> 'all' and measure = 'tuned' and position is not null
    group by all
)
select
    firsts.suite_id,
    firsts.entrant,
    model_id,
    name,
    setup,
    kind,
    parameters,
    firsts.n_tasks,
    mean.n_all,
    mean.score,
    mean.score_low,
    mean.score_high,
    mean.rank_low,
    mean.rank_high,
    coalesce(mean.is_tied_best, false) as is_tied_best,
    mean.spread,
    n_top_five,
    n_first,
    shared_firsts,
    expected_firsts,
    n_unknown,
    n_tied_best,
    n_guesses,
    best_place,
    worst_place,
    coalesce(categories, []) as categories,
    qlora_gib,
    qlora_tier_id,
    license_class,
    license_anchor,
    license_asks,
    base_license_class,
    gated,
    sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from firsts
join mart_tuned_entrants using (entrant)
join mart_tuned_means as mean on mean.suite_id = firsts.suite_id and mean.entrant = firsts.entrant and mean.category_id = 'all' and mean.measure = 'tuned'
left join categories on categories.suite_id = firsts.suite_id and categories.entrant = firsts.entrant
order by firsts.suite_id, mean.position nulls last, mean.score desc, firsts.entrant
