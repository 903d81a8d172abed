-- description: What each domain score was worked out from: benchmarks, sources, who measured them, and when.
-- unique: domain_id, board_id, model_id, setting
-- not_null: score_sources
select
    baskets.domain_id,
    baskets.board_id,
    model_id,
    setting,
    list(baskets.name order by baskets.name) as benchmarks,
    list(distinct source order by source) as score_sources,
    list(distinct measured_at order by measured_at) filter (where measured_at is not null) as measured_at,
    list(distinct relationship order by relationship) as relationships,
    count(*) filter (where is_self_reported) as n_self_reported,
    min(dated) as first_dated,
    max(dated) as dated
from mart_headlines
join mart_baskets as baskets using (benchmark_id)
where se is not null
group by all
