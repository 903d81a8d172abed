-- description: The columns of the page of newest benchmarks, in order.
-- unique: benchmark_id
select columns.*, [source] as sources, relationships, 'methods/#scores' as method_url
from mart_newest_benchmarks as columns
join mart_benchmarks using (benchmark_id)
order by columns.position
