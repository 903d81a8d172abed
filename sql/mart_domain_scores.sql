-- description: The score of each model and setting in each domain, on each board, over the board's counted benchmarks.
--   The mean over the whole basket. Where a model has no score on a benchmark, the score that a two-way model of
--   strengths and difficulties predicts stands in, and what is uncertain of it goes into the error (mart_gap_fits);
--   fewer than max(2, half) of the basket measured is not ranked. The pessimistic score has every gap at the 5th
--   percentile of its prediction.
-- unique: domain_id, board_id, model_id, setting
-- assert: n_measured + n_imputed = n_benchmarks
-- assert: score_low <= score and score <= score_high
-- assert: pessimistic <= score + 1e-9
with complete as (
    select
        domain_id, board_id, unit, model_id, setting, n_benchmarks, n_required, n_measured,
        avg(score order by benchmark_id) as mean,
        sqrt(sum(se * se order by benchmark_id)) / n_benchmarks as se_of_mean
    from mart_basket_scores
    group by domain_id, board_id, unit, model_id, setting, n_benchmarks, n_required, n_measured
),
scored as (
    select
        complete.* exclude (mean, se_of_mean),
        case when n_measured = n_benchmarks then mean else fit.score end as score,
        case when n_measured = n_benchmarks then se_of_mean else fit.se end as se,
        case when n_measured = n_benchmarks then mean else fit.pessimistic end as pessimistic
    from complete
    left join (
        select distinct domain_id, board_id, model_id, setting, score, se, pessimistic from mart_gap_fits
    ) as fit using (domain_id, board_id, model_id, setting)
)
select
    domain_id,
    board_id,
    unit,
    model_id,
    setting,
    score,
    se,
    case when unit = 'points' then greatest(0, score - 1.959964 * se) else score - 1.959964 * se end as score_low,
    case when unit = 'points' then least(100, score + 1.959964 * se) else score + 1.959964 * se end as score_high,
    pessimistic,
    win_rate,
    n_measured,
    n_benchmarks,
    n_required,
    n_benchmarks - n_measured as n_imputed,
    n_measured >= n_required as is_covered
from scored
left join mart_win_rates using (domain_id, board_id, model_id, setting)
-- No model was measured both on what this one has and on what it lacks: its gaps cannot be predicted.
where score is not null
