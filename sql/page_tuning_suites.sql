-- description: Each suite of tuning tasks as a whole: who measured it, and what tuning brought on average and against models only asked.
--   The mean lift is over runs, its interval over the tasks of the ranked bases (t); `asked_models` has each model that was
--   only asked, the yardstick first: its mean, and how many runs of its own source are above it, equal to it and below it.
-- unique: suite_id
-- not_null: n_runs, n_tasks
with runs as (
    select
        suite_id,
        count(*) as n_rows,
        count(*) filter (where not is_reference) as n_runs,
        count(distinct entrant) filter (where not is_reference) as n_entrants,
        count(distinct tuning_task_id) as n_tasks,
        count(lift) as n_lifts,
        avg(lift order by tuning_task_id, entrant) as lift,
        count(*) filter (where lift > 0) as n_positive,
        min(lift) as least_lift,
        corr(base_score, tuned_score order by tuning_task_id, entrant) as base_tuned,
        list_sort(list_distinct(list(source))) as sources,
        list_sort(list_distinct(list(relationship))) as relationships
    from mart_tuned_scores
    group by suite_id
),
above as (
    select
        suite_id,
        reference,
        reference_name,
        count(*) filter (where source = reference_source) as n,
        count(*) filter (where source = reference_source and gap > 0) as n_above,
        count(*) filter (where source = reference_source and gap = 0) as n_equal,
        count(*) filter (where source = reference_source and gap < 0) as n_below
    from mart_tuned_gaps
    group by all
),
asked as (
    select
        suite_id,
        list({'reference': reference, 'name': reference_name, 'score': mean.score, 'n_tasks': n_tasks, 'n': n, 'n_above': n_above, 'n_equal': n_equal, 'n_below': n_below} order by n_tasks desc, mean.score desc, reference) as asked_models
    from above
    join mart_tuned_means as mean using (suite_id)
    where mean.entrant = reference and category_id = 'all' and measure = 'base'
    group by suite_id
)
select
    runs.suite_id,
    coalesce(study.name, runs.suite_id) as suite_name,
    publisher,
    url as study_url,
    dated,
    coalesce(study.description, 'Results of whoever built this copy.') as description,
    n_note,
    n_at_most,
    n_rows,
    n_runs,
    n_entrants,
    runs.n_tasks,
    n_lifts,
    runs.lift,
    mean.score_low as lift_low,
    mean.score_high as lift_high,
    n_positive,
    least_lift,
    base_tuned,
    coalesce(asked_models, []) as asked_models,
    sources,
    relationships,
    'methods/#tuned' as method_url
from runs
left join raw_tuning_study as study on study_id = runs.suite_id
left join asked on asked.suite_id = runs.suite_id
left join mart_tuned_means as mean on mean.suite_id = runs.suite_id and entrant = 'all' and category_id = 'all' and measure = 'lift'
order by dated, runs.suite_id
