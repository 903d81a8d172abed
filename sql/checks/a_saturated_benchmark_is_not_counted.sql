-- description: Where one listed model in ten reaches 95 points, the best cannot be ordered: such a benchmark counts only with a reason.
-- severity: warn
select benchmark_id, best_score, n_near_ceiling, n_measured
from mart_benchmark_health
join raw_benchmark as benchmark using (benchmark_id)
where tier_id = '' and verdict = 'saturated' and counts and counted_though is null
