-- description: A benchmark scored in points names its number of questions and where that is known from, or says why it has none.
select benchmark_id, n, n_source, n_note
from raw_benchmark
where unit = 'points' and source <> 'private' and (case when n is null then n_note else n_source end) is null
