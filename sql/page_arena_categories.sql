-- description: The arena's categories: who leads each, and how many may be its best.
-- unique: benchmark_id
select
    benchmark_id,
    upstream as category,
    benchmark.name,
    n_models,
    leader.model_id as leader_model_id,
    leader.model_name as leader_name,
    leader.setting as leader_setting,
    leader.score as leader_rating,
    score_low as leader_low,
    score_high as leader_high,
    benchmark.n_tied,
    smallest_difference,
    counts,
    source,
    receipt.name as source_name,
    publisher,
    'third_party' as relationship,
    newest_on as dated,
    live_url as source_url,
    revision,
    source_license,
    retrieved_on,
    'methods/#ranks' as method_url
from mart_benchmarks as benchmark
join mart_receipts as receipt using (source)
join mart_ranked_rows as leader on leader.ranking = 'benchmark/' || benchmark_id and position = 1
join (select benchmark_id, model_id, setting, score_low, score_high from mart_headlines) using (benchmark_id, model_id, setting)
where source = 'arena'
order by counts desc, benchmark.name, benchmark_id
