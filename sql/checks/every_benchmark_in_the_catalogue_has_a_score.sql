-- description: A benchmark whose upstream name or metric is mistyped has no score.
select benchmark_id, benchmark.source, upstream, metric
from raw_benchmark as benchmark
join raw_snapshot using (source)
where benchmark_id not in (select benchmark_id from mart_scores)
