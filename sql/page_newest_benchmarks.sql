-- description: The columns of the page of newest benchmarks, in order.
-- unique: benchmark_id
select * from mart_newest_benchmarks order by position
