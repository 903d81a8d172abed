-- description: How much each benchmark can still tell apart among the models that fit each tier, and among all (`tier_id` empty).
-- unique: benchmark_id, tier_id
-- not_null: verdict
select
    health.benchmark_id,
    tier_id,
    coalesce(tier.name, 'All listed') as tier_name,
    n_measured,
    health.best_score,
    n_near_best,
    n_near_ceiling,
    health.headroom,
    sd_points,
    health.smallest_difference,
    reliability,
    100 * reliability as reliability_percent,
    steps,
    verdict,
    benchmark.unit,
    [benchmark.source] as sources,
    told.relationships,
    'methods/#scores' as method_url
from mart_benchmark_health as health
join raw_benchmark as benchmark using (benchmark_id)
join mart_benchmarks as told using (benchmark_id)
left join raw_tier as tier using (tier_id)
order by benchmark_id, tier.order nulls first, tier_id
