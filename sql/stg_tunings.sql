-- description: Every tuning run, in points from 0 to 100: what a base scores on a task when it is only asked, and once it is tuned.
--   `model_id` is the base's, where it is a Hub repository or a model that this site lists; a reference was never tuned.
--   `entrant` tells bases, ways of tuning and studies apart; `n` is the number of examples that the scores may be taken to
--   rest on, never more than the study allows for.
-- unique: entrant, tuning_task_id
-- not_null: base_name, suite_id, category_id, source
-- assert: is_reference = (tuned_score is null)
-- assert: coalesce(base_score, tuned_score) between 0 and 100
with named as (
    select
        run.*,
        coalesce(hub.model_id, listed.model_id) as model_id,
        coalesce(reference.name, hub.hub_id, run.base) as full_name,
        if(tuned_score is null, null, coalesce(lower(run.method), study.method)) as tuned_by,
        if(tuned_score is null, null, coalesce(run.rank, study.rank)) as adapter_rank,
        -- How many examples a fork scored of a shipped study's task, only the fork knows.
        if(source = 'private' and owner.study_id is not null, run.n, coalesce(run.n, task.n)) as n_scored,
        if(n_scored > study.n_at_most, study.n_at_most, n_scored) as examples,
        study.dated,
        study.url,
        study.name as study_name
    from raw_tuning as run
    join raw_tuning_task as task on tuning_task_id = run.task
    left join raw_tuning_study as study on study.study_id = run.study_id
    left join raw_tuning_study as owner on owner.study_id = task.suite
    left join raw_tuning_reference as reference on reference.study_id = run.study_id and reference.base = run.base
    left join stg_hub_names as hub on hub.name = lower(run.base)
    left join (select distinct model_id from stg_results where model_id is not null) as listed on listed.model_id = lower(run.base)
)
select
    study_id,
    coalesce(study_name, study_id) as study_name,
    source,
    named.base,
    model_id,
    split_part(full_name, '/', -1) as base_name,
    tuning_task_id,
    suite as suite_id,
    trim(regexp_replace(lower(category), '[^a-z0-9]+', '-', 'g'), '-') as category_id,
    scoring = 'right or wrong' as is_binary,
    tuned_score is null as is_reference,
    tuned_by as method,
    adapter_rank as rank,
    -- A way of tuning in words; a reference has none.
    case when tuned_score is null then '' else concat_ws(
        ', ',
        case tuned_by when 'full' then 'all weights' when 'lora' then 'LoRA' when 'qlora' then 'QLoRA' else coalesce(tuned_by, 'way not stated') end,
        'rank ' || adapter_rank
    ) end as setup,
    concat_ws('|', coalesce(model_id, lower(named.base)), setup, study_id) as entrant,
    round(100 * base_score, 6) as base_score,
    round(100 * tuned_score, 6) as tuned_score,
    examples as n,
    cost as cost_usd,
    dated,
    url as source_url,
    case when source = 'private' then 'other' else 'third_party' end as relationship
from named
join raw_tuning_task as task on task.tuning_task_id = named.task
