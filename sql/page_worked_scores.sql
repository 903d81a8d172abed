-- description: A worked example of Wilson's interval: the leader of the counted benchmark with the most questions among those
--   on which every score is a whole number of right answers, as it is on the methods page step by step.
-- unique: model_id
-- not_null: score_low, score_high
-- assert: abs(100 * (centre - half_width) - score_low) < 0.0001 and abs(100 * (centre + half_width) - score_high) < 0.0001
with chosen as (
    select benchmark_id
    from mart_headlines
    join mart_models using (model_id)
    where is_listed and counts and unit = 'points' and metric <> 'normalized' and se is not null
    group by all
    having bool_and(questions = n and abs(share * n - round(share * n)) < 1e-6)
    order by max(n) desc, benchmark_id
    limit 1
),
leaders as (
    select headline.*, n_right / n as p, 1.959964 as z
    from (select *, round(share * n)::bigint as n_right from mart_headlines) as headline
    join chosen using (benchmark_id)
    join mart_ranks as ranks
        on ranks.ranking = 'benchmark/' || benchmark_id and position = 1
        and ranks.model_id = headline.model_id and ranks.setting = headline.setting
)
select
    benchmark_id,
    benchmark.name as benchmark_name,
    model_id,
    model.name as model_name,
    setting,
    n_right,
    n,
    p,
    z * z / n as z2_per_n,
    (p + z * z / (2 * n)) / (1 + z * z / n) as centre,
    z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) as half_width,
    score,
    se,
    score_low,
    score_high,
    [leaders.source] as sources,
    [relationship] as relationships,
    'methods/#wilson' as method_url
from leaders
join mart_models as model using (model_id)
join (select benchmark_id, name from raw_benchmark) as benchmark using (benchmark_id)
order by model_id
