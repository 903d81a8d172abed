-- description: How much each benchmark can still tell apart, among all listed models (`tier_id` empty) and among those that fit
--   each tier. Reliability is 1 − mean(se²)/var(score): the share of the spread that is not error. Steps: the spread of four
--   standard deviations over the smallest difference of two middling models. Verdict: too few under five models;
--   saturated where one model in ten reaches 95 points; blunt where reliability is below a half; sharp otherwise; unknown without errors.
-- unique: benchmark_id, tier_id
-- not_null: n_measured, best_score, verdict
-- assert: reliability is null or reliability <= 1
-- assert: n_near_best between 0 and n_measured
-- assert: n_near_ceiling between 0 and n_measured
-- assert: headroom is null or headroom >= -1e-9
with entrants as (
    select benchmark_id, '' as tier_id, model_id, setting, score, se
    from mart_headlines
    join mart_models using (model_id)
    where is_listed
    union all
    select benchmark_id, tier_id, model_id, setting, score, se
    from mart_headlines
    join mart_models using (model_id)
    join mart_tier_fits using (model_id)
    where is_listed
),
spread as (
    select
        benchmark_id,
        tier_id,
        count(*) as n_measured,
        max(score) as best_score,
        quantile_cont(score, 0.9) as tenth_score,
        stddev_samp(score) as sd_points,
        case when count(se) = count(*) and var_samp(score) > 0 then 1 - avg(se * se) / var_samp(score) end as reliability,
        1.959964 * sqrt(2) * median(se) as smallest_difference
    from entrants
    group by all
),
near as (
    select
        benchmark_id,
        tier_id,
        count(*) filter (where entrants.score = best_score) as n_best,
        count(*) filter (where entrants.score >= best_score - coalesce(smallest_difference, 0)) as n_near_best,
        count(*) filter (where unit = 'points' and entrants.score >= 95) as n_near_ceiling
    from entrants
    join spread using (benchmark_id, tier_id)
    join raw_benchmark using (benchmark_id)
    group by all
)
select
    benchmark_id,
    tier_id,
    n_measured,
    best_score,
    n_best,
    n_near_best,
    n_near_ceiling,
    case when unit = 'points' then 100 - best_score end as headroom,
    sd_points,
    smallest_difference,
    reliability,
    4 * sd_points / nullif(smallest_difference, 0) as steps,
    case
        when n_measured < 5 then 'too few'
        when unit = 'points' and tenth_score >= 95 then 'saturated'
        when reliability is null then 'unknown'
        when reliability < 0.5 then 'blunt'
        else 'sharp'
    end as verdict
from spread
join near using (benchmark_id, tier_id)
join raw_benchmark using (benchmark_id)
