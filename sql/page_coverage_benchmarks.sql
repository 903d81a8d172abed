-- description: Every benchmark of the catalogue with its source, its scores, and how many of them have an error.
-- unique: benchmark_id
select
    benchmark.benchmark_id,
    benchmark.name,
    benchmark.source,
    count(scores.model_id) as n_scores,
    count(scores.se) as n_with_error,
    max(scores.dated) as newest_on
from raw_benchmark as benchmark
left join mart_scores as scores using (benchmark_id)
group by all
order by n_scores, benchmark.benchmark_id
