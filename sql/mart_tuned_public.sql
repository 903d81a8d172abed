-- description: The public scores of each base beside what it comes to once tuned: its overall score on each board, and its means
--   over the tasks of each suite. Of several runs of one board the better counts; a base that lacks a task has no mean.
-- unique: suite_id, entrant, board_id
with public as (
    select distinct on (model_id, board_id) model_id, board_id, score, score_low, score_high
    from mart_domain_scores
    where domain_id = 'overall'
    order by model_id, board_id, n_measured desc, score desc
),
means as (
    pivot (select suite_id, entrant, measure, score, n_tasks from mart_tuned_means where category_id = 'all' and position is not null)
    on measure in ('base', 'tuned', 'lift') using any_value(score) group by suite_id, entrant
)
select
    means.suite_id,
    means.entrant,
    tune.model_id,
    board_id,
    public.score as public_score,
    public.score_low,
    public.score_high,
    means.base as base_score,
    means.tuned as tuned_score,
    means.lift
from means
join (select distinct entrant, model_id from mart_tuned_scores) as tune using (entrant)
join public using (model_id)
where means.tuned is not null
