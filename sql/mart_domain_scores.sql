-- description: The score of each model and setting in each domain, on each board, over the board's counted benchmarks.
--   The mean over the whole basket: a missing benchmark is filled with that benchmark's mean over the models that are
--   ranked plus the model's own mean deviation from such means, and its spread goes into the error; fewer than
--   max(2, half) of the basket measured is not ranked (an additive two-way model, fitted in one step).
-- unique: domain_id, board_id, model_id, setting
-- assert: n_measured + n_imputed = n_benchmarks
-- assert: score_low <= score and score <= score_high
with measured as (
    select baskets.* exclude (name), model_id, setting, score, se
    from mart_baskets as baskets
    join mart_headlines using (benchmark_id)
    where se is not null
),
sizes as (
    select domain_id, board_id, count(distinct benchmark_id) as n_benchmarks, min(unit) as unit
    from measured
    group by all
),
coverage as (
    select
        domain_id, board_id, model_id, setting, n_benchmarks, unit,
        least(n_benchmarks, greatest(2, ceil(n_benchmarks / 2)))::bigint as n_required,
        count(*) as n_measured
    from measured
    join sizes using (domain_id, board_id, unit)
    group by domain_id, board_id, model_id, setting, n_benchmarks, unit
),
-- The field against which a gap is filled: models that lists show and that have enough benchmarks of their own.
means as (
    select domain_id, board_id, benchmark_id, avg(score) as benchmark_mean
    from measured
    join coverage using (domain_id, board_id, model_id, setting)
    join mart_models using (model_id)
    where is_listed and n_measured >= n_required
    group by all
),
deviations as (
    select
        domain_id, board_id, model_id, setting,
        avg(score - benchmark_mean) as deviation
    from measured
    join means using (domain_id, board_id, benchmark_id)
    group by all
),
spreads as (
    select
        domain_id, board_id, benchmark_id,
        -- Each model's own mean was taken off: of its n residuals only n − 1 are free.
        coalesce(sqrt(sum(pow(score - benchmark_mean - deviation, 2)) / nullif(sum(1 - 1 / n_measured), 0)), 0) as spread
    from measured
    join means using (domain_id, board_id, benchmark_id)
    join deviations using (domain_id, board_id, model_id, setting)
    join coverage using (domain_id, board_id, model_id, setting)
    where n_measured >= n_required
    group by all
),
cells as (
    select
        coverage.*,
        coalesce(
            measured.score,
            case when coverage.unit = 'points' then greatest(0, least(100, benchmark_mean + deviation)) else benchmark_mean + deviation end
        ) as score,
        coalesce(measured.se, spread) as se,
        measured.se is null as is_imputed,
        spread
    from coverage
    join means using (domain_id, board_id)
    join spreads using (domain_id, board_id, benchmark_id)
    join deviations using (domain_id, board_id, model_id, setting)
    left join measured using (domain_id, board_id, benchmark_id, model_id, setting)
),
scored as (
    select
        domain_id, board_id, unit, model_id, setting, n_benchmarks, n_required, n_measured,
        avg(cells.score) as score,
        -- The model's deviation, by which every gap is filled, is itself uncertain: that error is shared by all of them.
        sqrt(
            sum(cells.se * cells.se)
            + pow(count(*) filter (where is_imputed), 2) * avg(spread * spread) / n_measured
        ) / n_benchmarks as se
    from cells
    group by domain_id, board_id, unit, model_id, setting, n_benchmarks, n_required, n_measured
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
    n_measured,
    n_benchmarks,
    n_required,
    n_benchmarks - n_measured as n_imputed,
    n_measured >= n_required as is_covered
from scored
