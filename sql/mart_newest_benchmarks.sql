-- description: The newest benchmarks that still tell models apart: counted, of the board of newest ones, not yet solved.
-- unique: benchmark_id
select
    benchmark_id,
    name,
    n,
    n_models,
    domain_name,
    row_number() over (order by n_models desc, benchmark_id) as position
from mart_benchmarks
where board = 'frontier' and counts and n_models >= 20 and best_score < 98
qualify position <= 10
