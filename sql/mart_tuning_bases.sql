-- description: Every model of this site that somebody tuned, with what tuning changed: of its runs those of one study and one way,
--   the most tasks with a score before and after first.
--   `mean_lift` is their plain mean, in points, and null where no task has both scores; `n_tasks` counts all that were scored after.
-- unique: model_id
-- not_null: study_name, n_tasks, n_lifts
-- assert: (mean_lift is null) = (n_lifts = 0) and n_lifts <= n_tasks
with runs as (
    select
        model_id,
        entrant,
        study_name,
        source,
        dated,
        setup,
        count(*) as n_tasks,
        count(lift) as n_lifts,
        avg(lift) as mean_lift,
        coalesce(avg(tuned_score) filter (where lift is not null), avg(tuned_score)) as tuned_mean
    from mart_tuned_scores
    where model_id is not null and tuned_score is not null
    group by all
)
select
    model_id,
    model.name as model_name,
    study_name,
    runs.source,
    runs.dated,
    setup,
    n_tasks,
    n_lifts,
    mean_lift,
    tuned_mean
from runs
join mart_models as model using (model_id)
qualify row_number() over (partition by model_id order by n_lifts desc, n_tasks desc, runs.dated desc nulls last, entrant) = 1
