-- description: Every score that a domain's score on a board is made of, with how much of the basket its model has.
-- unique: domain_id, board_id, benchmark_id, model_id, setting
-- not_null: score, se
with measured as (
    select baskets.* exclude (name), model_id, setting, score, se, questions, metric
    from mart_baskets as baskets
    join mart_headlines using (benchmark_id)
    where se is not null
),
sizes as (
    select domain_id, board_id, count(distinct benchmark_id) as n_benchmarks, min(unit) as unit
    from measured
    group by all
),
counted as (
    select
        measured.*,
        n_benchmarks,
        least(n_benchmarks, greatest(2, ceil(n_benchmarks / 2)))::bigint as n_required,
        count(*) over (partition by domain_id, board_id, model_id, setting) as n_measured
    from measured
    join sizes using (domain_id, board_id, unit)
)
select
    counted.*,
    -- What guessing gives; a normalised score is counted from there already.
    case when counted.metric = 'normalized' then 0 else coalesce(chance, 0) / 100 end as chance,
    -- What difficulties are learnt from: models that lists show and that have enough benchmarks of their own.
    is_listed and n_measured >= n_required as is_field,
    bool_or(n_measured < n_benchmarks) over (partition by domain_id, board_id) as has_gaps
from counted
join raw_benchmark using (benchmark_id)
join mart_models using (model_id)
