-- description: Every reviewed correction of what a source says: what it said, what is right or that it is left out, and why.
-- unique: correction_id
-- not_null: source, model, what, was, reason, evidence
select
    correction_id,
    correction.source,
    correction.model,
    mart_models.model_id,
    mart_models.name as model_name,
    correction.kind,
    case
        when correction.kind = 'fact' then case field when 'context_tokens' then 'context' when 'parameters_active' then 'active parameters' when 'released_on' then 'release date'
            when 'is_open_weights' then 'open weights' when 'license' then 'licence' else replace(field, '_', ' ') end
        else coalesce(benchmark.name, correction.benchmark)
    end as what,
    nullif(setup, '') as setup,
    was,
    now,
    reason,
    evidence,
    reviewed_on,
    is_in_force,
    [correction.source, 'catalogue'] as sources,
    'methods/#facts' as method_url
from stg_corrections as correction
left join mart_models on mart_models.model_id = correction.model_id
left join raw_benchmark as benchmark
    on benchmark.source = correction.source and benchmark.upstream = correction.benchmark and benchmark.metric = correction.metric
order by correction.source, what, correction_id
