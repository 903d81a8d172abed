-- description: The benchmarks whose mean is a domain's score on a board, where anything has measured them.
--   Overall is every counted benchmark of a board; of votes, the overall rating and not a mean of its parts.
-- unique: domain_id, board_id, benchmark_id
with counted as (
    select * from raw_benchmark
    -- A benchmark that nothing has measured yet (a source not fetched) is in no basket.
    where counts and benchmark_id in (select benchmark_id from mart_headlines where se is not null)
)
select domain as domain_id, board as board_id, benchmark_id, name, unit from counted
union all
select 'overall', board, benchmark_id, name, unit
from counted
where domain = 'human-preference'
    -- One benchmark is not all there is: such a board speaks for its own domain alone.
    or unit = 'points' and (board = 'private' or board in (select board from counted group by board having count(*) > 1))
