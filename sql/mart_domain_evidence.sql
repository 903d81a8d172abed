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
    -- The precisions of 16 bit and more, beside which a build of fewer bits is another thing.
    string_agg(distinct measured_at, ', ' order by measured_at) filter (where measured_at in ('bf16', 'fp16', 'fp32')) as measured_in_full,
    list(distinct relationship order by relationship) as relationships,
    count(*) filter (where is_self_reported) as n_self_reported,
    min(dated) as first_dated,
    max(dated) as dated
from mart_headlines
join mart_baskets as baskets using (benchmark_id)
where se is not null
group by all
