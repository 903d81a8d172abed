-- description: The standard error of a score that item results give, in points: SE² = Σ over clusters of (Σ (s − mean))² / n²
--   (Miller 2024, arXiv 2411.00640). Without clusters it is that of n independent items, several samples of an item
--   included: more of them leave what the choice of items adds.
-- unique: source, model, setup, benchmark_id
-- assert: se is null or se > 0
with centred as (
    select *, score - avg(score) over (partition by source, model, setup, benchmark_id) as deviation from stg_items
),
clusters as (
    select source, model, setup, benchmark_id, cluster, count(*) as n_items, sum(deviation) as deviation
    from centred
    group by all
)
select
    source,
    model,
    setup,
    benchmark_id,
    nullif(round(100 * sqrt(sum(deviation * deviation)) / sum(n_items), 9), 0) as se
from clusters
group by all
