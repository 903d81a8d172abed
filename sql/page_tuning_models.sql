-- description: The leaderboards of the tuning index, three a suite: by the mean over its tasks before tuning, after it, and of what it
--   changed, in points; with 95 % intervals over tasks, places that hold all at once, who is tied with the best, and
--   references. A base that lacks tasks has no place: `ahead` is how far it is from the ranked ones on the tasks it has.
-- unique: suite_id, measure, entrant
-- not_null: name, score
-- assert: rank_low <= rank_high or rank_low is null
-- assert: (score_low is null) = (low_at is null) and (score_high is null) = (high_at is null)
-- assert: coalesce(measure = 'lift' or (score_low >= 0 and score_high <= 100), true)
-- assert: standing = 'ranked' or rank_low is null
with axes as (
    select unnest([
        {'measure': 'tuned', 'measure_order': 1, 'at_0': 0.0, 'at_100': 100.0},
        {'measure': 'base', 'measure_order': 2, 'at_0': 0.0, 'at_100': 100.0},
        {'measure': 'lift', 'measure_order': 3, 'at_0': -20.0, 'at_100': 80.0}
    ], recursive := true)
)
select
    mean.suite_id,
    mean.measure,
    mean.entrant,
    case when mean.is_reference then 'reference' when mean.position is null then 'partial' else 'ranked' end as standing,
    model_id,
    name,
    setup,
    study_name,
    kind,
    parameters,
    mean.n_tasks,
    mean.n_all,
    mean.score,
    mean.score_low,
    mean.score_high,
    100 * (greatest(at_0, least(at_100, mean.score)) - at_0) / (at_100 - at_0) as score_at,
    case when mean.score_low is not null then 100 * (greatest(at_0, least(at_100, mean.score_low)) - at_0) / (at_100 - at_0) end as low_at,
    case when mean.score_high is not null then 100 * (greatest(at_0, least(at_100, mean.score_high)) - at_0) / (at_100 - at_0) end as high_at,
    mean.ahead,
    mean.rank_low,
    mean.rank_high,
    coalesce(mean.is_tied_best, false) as is_tied_best,
    base.score as base_mean,
    tuned.score as tuned_mean,
    lift.score as lift_mean,
    closed.score as gap_closed_mean,
    qlora_gib,
    qlora_tier_id,
    license_class,
    license_anchor,
    license_asks,
    base_license_class,
    gated,
    sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_means as mean
join axes using (measure)
join mart_tuned_entrants using (entrant)
left join mart_tuned_means as base on base.suite_id = mean.suite_id and base.category_id = 'all' and base.entrant = mean.entrant and base.measure = 'base'
left join mart_tuned_means as tuned on tuned.suite_id = mean.suite_id and tuned.category_id = 'all' and tuned.entrant = mean.entrant and tuned.measure = 'tuned'
left join mart_tuned_means as lift on lift.suite_id = mean.suite_id and lift.category_id = 'all' and lift.entrant = mean.entrant and lift.measure = 'lift'
left join mart_tuned_means as closed on closed.suite_id = mean.suite_id and closed.category_id = 'all' and closed.entrant = mean.entrant and closed.measure = 'gap_closed'
where mean.category_id = 'all'
order by mean.suite_id, measure_order, mean.position nulls last, mean.is_reference, mean.score desc, mean.entrant
