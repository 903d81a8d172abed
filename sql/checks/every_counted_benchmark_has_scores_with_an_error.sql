-- description: A counted benchmark without a number of questions or a published error would count for nothing, silently.
select benchmark_id
from raw_benchmark
where counts and source in (select source from raw_snapshot)
    and benchmark_id not in (select benchmark_id from mart_scores where se is not null)
