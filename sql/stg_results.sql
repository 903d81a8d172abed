-- description: Every score that stands, with its model, setting and benchmark; what is unknown of them is null.
--   A rating means something only beside the others of its date, so of ratings only the newest date's stand; earlier
--   ones are in stg_rating_history. Any other score stands until its source replaces it.
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
    result.url,
    result.relationship
from raw_result as result
left join stg_names as names using (source, model)
left join raw_benchmark as benchmark
    on benchmark.source = result.source and benchmark.upstream = result.benchmark and benchmark.metric = result.metric
left join stg_rating_dates as newest
    on newest.source = result.source and newest.benchmark = result.benchmark and newest.metric = result.metric
where newest.source is null or result.dated is not distinct from newest.newest_on
