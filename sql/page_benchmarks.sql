-- description: Every benchmark: what it measures and misses, its size, chance level, resolution and known problems.
-- unique: benchmark_id
-- not_null: name, domain_id, board_id, measures, misses
select
    benchmark.benchmark_id,
    benchmark.name,
    domain as domain_id,
    domain_name,
    board as board_id,
    board_name,
    benchmark.source,
    case when benchmark.source = 'private' then board.name else receipt.name end as source_name,
    benchmark.source <> 'private' as is_published,
    publisher,
    live_url as source_url,
    revision,
    source_license,
    retrieved_on,
    relationships,
    [benchmark.source] as sources,
    'methods/#scores' as method_url,
    unit,
    counts,
    not_counted,
    coalesce(n, common_n) as n,
    n_source,
    nullif(regexp_extract(n_source, 'https://[^ ;)]+'), '') as n_url,
    n_note,
    chance,
    released,
    benchmark.url,
    measures,
    misses,
    problems,
    n_models,
    n_entries,
    best_score,
    best_model_id,
    best_name,
    best_setting,
    n_best,
    median_score,
    smallest_difference,
    n_tied,
    n_scores,
    newest_on,
    headroom,
    metric,
    upstream
from mart_benchmarks as benchmark
join raw_board as board on board.board_id = benchmark.board
join raw_domain as domain on domain.domain_id = benchmark.domain
left join mart_receipts as receipt using (source)
where n_scores > 0
order by domain.order, board.order, counts desc, benchmark.name, benchmark_id
