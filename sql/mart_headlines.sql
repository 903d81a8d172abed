-- description: The one score of each model and setting on each benchmark that rankings use.
--   Of several runs (precisions, prompts, agents) at one source, the run with the most benchmarks, then the highest
--   mean, speaks for the model, so that its scores belong together; the others stay on the model's page.
--   What a maker says of its own model speaks only where nobody else has measured it, and is marked.
-- unique: model_id, setting, benchmark_id
with runs as (
    select
        source, model, model_id, setting, setup,
        row_number() over (
            partition by source, model_id, setting order by count(distinct benchmark_id) desc, avg(score) desc, setup, model
        ) as run
    from mart_scores
    group by source, model, model_id, setting, setup
),
ordered as (
    select
        scores.*,
        row_number() over (
            partition by model_id, setting, benchmark_id order by relationship = 'first_party', run, scores.score desc, dated desc nulls last
        ) as choice
    from mart_scores as scores
    join runs using (source, model, model_id, setting, setup)
)
select * exclude (choice), relationship = 'first_party' as is_self_reported
from ordered
where choice = 1
-- One run that a source lists with and without its effort counts once, under the effort.
qualify setting <> 'unknown effort' or count(*) over (partition by model_id, benchmark_id, setup, dated, score) = 1
