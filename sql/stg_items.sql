-- description: Results question by question where a fork has them: each model's score from 0 to 1 on each item.
--   Items of one cluster, such as the questions about one passage, are not independent; one without a cluster stands alone.
-- unique: source, model, setup, benchmark_id, item
-- not_null: item, score, cluster
-- assert: score between 0 and 1
select
    items.source,
    items.model,
    items.setup,
    names.model_id,
    coalesce(names.setting, '') as setting,
    benchmark_id,
    item,
    items.score,
    -- An item may bear the name of a cluster that it is not of.
    case when cluster is null then 'item ' || item else 'cluster ' || cluster end as cluster,
    cluster is not null as is_clustered
from raw_item as items
join raw_benchmark as benchmark on benchmark.source = items.source and benchmark.upstream = items.benchmark
left join stg_names as names on names.source = items.source and names.model = items.model
