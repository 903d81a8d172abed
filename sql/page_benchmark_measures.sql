-- description: What a run took beside its score, where the source says it: money, time, answers given and their form.
--   `measures` has one place for each measure that the benchmark has, in one order; one that a run lacks has no value.
-- unique: benchmark_id, measured_as, setup, dated
with kinds (metric, name, unit, place) as (
    values
        ('cost_usd', 'Cost of the run', 'usd', 1),
        ('latency_mean_s', 'Latency, mean', 'seconds', 2),
        ('latency_sd_s', 'Latency, standard deviation', 'seconds', 3),
        ('latency_p95_s', 'Latency, 95th percentile', 'seconds', 4),
        ('seconds_per_case', 'Time an exercise', 'seconds', 5),
        ('pass_rate_1', 'Solved at the first try', 'percent', 6),
        ('well_formed_percent', 'Well-formed answers', 'percent', 7),
        ('hallucination_rate', 'Hallucination rate', 'percent', 8),
        ('answer_rate', 'Answer rate', 'percent', 9),
        ('summary_words', 'Average length', 'words', 10)
),
offered as (
    select distinct benchmark_id, kinds.*
    from raw_benchmark as benchmark
    join raw_result as result on result.source = benchmark.source and result.benchmark = benchmark.upstream
    join kinds on kinds.metric = result.metric
)
select
    scores.benchmark_id,
    scores.model_id,
    model.name as model_name,
    scores.setting,
    scores.model as measured_as,
    scores.setup,
    scores.dated,
    scores.score,
    scores.unit,
    scores.score_low,
    scores.score_high,
    list({'name': offered.name, 'unit': offered.unit, 'value': taken.score} order by place) as measures,
    scores.source,
    publisher,
    scores.relationship,
    scores.relationship_basis,
    scores.measurer,
    scores.url as source_url,
    revision,
    source_license,
    retrieved_on
from mart_scores as scores
join mart_models as model using (model_id)
join raw_benchmark as benchmark using (benchmark_id)
join offered using (benchmark_id)
join mart_receipts as receipt on receipt.source = scores.source
left join raw_result as taken
    on taken.source = scores.source and taken.model = scores.model and taken.setup = scores.setup
    and taken.benchmark = benchmark.upstream and taken.metric = offered.metric and taken.dated is not distinct from scores.dated
where is_listed
group by all
order by scores.benchmark_id, scores.score desc, model_name, measured_as, scores.setup, scores.dated
