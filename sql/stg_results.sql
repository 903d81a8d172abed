-- description: Every published score with its model, setting and benchmark; nothing is dropped, what is unknown is null.
-- not_null: source, model, score
select
    result.source,
    result.model,
    names.model_id,
    coalesce(names.setting, '') as setting,
    result.benchmark as upstream,
    benchmark.benchmark_id,
    result.metric,
    result.setup,
    result.score,
    result.score_low,
    result.score_high,
    result.n,
    result.stderr,
    result.dated,
    -- A rating means something only beside the others of its date; other scores stand until they are replaced.
    (result.dated is not distinct from max(result.dated) over (partition by result.source, result.benchmark, result.metric)
        or coalesce(benchmark.unit, '') <> 'elo') as is_current,
    result.url,
    result.relationship
from raw_result as result
left join stg_names as names using (source, model)
left join raw_benchmark as benchmark
    on benchmark.source = result.source and benchmark.upstream = result.benchmark and benchmark.metric = result.metric
