-- description: A worked example of a gap that was filled: of the newest benchmarks' overall list, the first model, with its strength,
--   each missing benchmark's difficulty, and what follows.
-- unique: benchmark_id
-- not_null: strength, difficulty, predicted
-- assert: abs(predicted - 100 * (chance + (1 - chance) / (1 + exp(difficulty - strength)))) < 1e-6
-- assert: abs(basket_sum / n_benchmarks - score) < 1e-6
with first_with_gaps as (
    select domain_id, board_id, model_id, setting, fits.score, fits.se
    from mart_gap_fits as fits
    join mart_ranks as ranks using (model_id, setting)
    where ranking = 'domain/overall/frontier' and domain_id = 'overall' and board_id = 'frontier'
    order by position
    limit 1
),
measured as (
    select sum(score) as measured_sum, count(*) as n_measured, any_value(n_benchmarks) as n_benchmarks
    from mart_basket_scores
    semi join first_with_gaps using (domain_id, board_id, model_id, setting)
)
select
    benchmark_id,
    benchmark.name as benchmark_name,
    model_id,
    model.name as model_name,
    setting,
    strength,
    difficulty,
    case when metric = 'normalized' then 0 else coalesce(chance, 0) / 100 end as chance,
    predicted,
    measured_sum,
    n_measured,
    n_benchmarks,
    measured_sum + sum(predicted) over () as basket_sum,
    chosen.score,
    chosen.se,
    score_sources as sources,
    relationships,
    'methods/#filled' as method_url
from first_with_gaps as chosen
join mart_gap_fits as fits using (domain_id, board_id, model_id, setting)
join raw_benchmark as benchmark using (benchmark_id)
join mart_models as model using (model_id)
join mart_domain_evidence using (domain_id, board_id, model_id, setting)
cross join measured
order by benchmark_id
