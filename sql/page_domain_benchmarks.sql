-- description: The benchmarks that each domain rests on, by board; those shown and not counted among them.
-- unique: domain_id, board_id, benchmark_id
select
    domain.domain_id,
    board_id,
    benchmark_id,
    benchmark.name,
    counts,
    not_counted,
    benchmark.n,
    benchmark.n_models,
    benchmark.smallest_difference,
    [benchmark.source] as sources,
    benchmark.relationships,
    'methods/#smallest-difference' as method_url
from mart_domain_boards as domain
join mart_benchmarks as benchmark
    on benchmark.board = board_id and (
        benchmark.domain = domain.domain_id
        or domain.domain_id = 'overall' and counts and (benchmark.unit = 'points' or benchmark.domain = 'human-preference')
    )
where benchmark.n_models > 0
order by domain_order, board_order, counts desc, benchmark.name, benchmark_id
