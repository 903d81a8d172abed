-- description: A worked example of a benchmark's health: of the open board's benchmarks the one that tells models apart least, with its
--   leader; among all listed models and among those that fit the smallest tier.
-- unique: tier_name
-- assert: abs(1 - mean_se2 / variance - reliability) < 1e-6
with least as (
    select health.benchmark_id
    from mart_benchmark_health as health
    join raw_benchmark as benchmark using (benchmark_id)
    where tier_id = '' and board = 'open' and counts and reliability is not null
    order by reliability, benchmark_id
    limit 1
),
smallest as (
    select tier_id from raw_tier order by "order" limit 1
)
select
    coalesce(tier.name, 'all listed') as tier_name,
    health.benchmark_id,
    benchmark.name as benchmark_name,
    leader.model_id,
    model.name as model_name,
    health.n_measured,
    health.sd_points,
    health.sd_points ** 2 as variance,
    (1 - reliability) * health.sd_points ** 2 as mean_se2,
    reliability,
    health.smallest_difference,
    steps,
    verdict,
    health.best_score,
    health.headroom,
    [benchmark.source] as sources,
    ['third_party'] as relationships,
    'methods/#benchmark-health' as method_url
from least
join mart_benchmark_health as health using (benchmark_id)
join raw_benchmark as benchmark using (benchmark_id)
left join raw_tier as tier using (tier_id)
join mart_ranks as leader on leader.ranking = 'benchmark/' || benchmark_id and position = 1
join mart_models as model on model.model_id = leader.model_id
where health.tier_id = '' or health.tier_id = (select tier_id from smallest)
order by tier.order nulls first
