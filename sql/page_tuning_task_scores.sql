-- description: Every published score of the tuning index, in points: each base on each task before and after it was tuned, and the models
--   that were only asked; with Wilson's interval of a share of right answers, how likely each is the best, its places and
--   whether it may be the best, all at 95 %. Errors of metrics that are no share of right answers are bounded, not known.
-- unique: tuning_task_id, entrant
-- assert: coalesce(base_score, tuned_score) is not null
-- assert: rank_low is null or rank_low <= rank_high
select
    scores.tuning_task_id,
    task.name as task_name,
    scores.suite_id,
    scores.category_id,
    task.category as category_name,
    scores.entrant,
    entrants.model_id,
    entrants.name,
    scores.setup,
    scores.study_name,
    scores.is_reference,
    scores.is_binary,
    task.metric,
    scores.n,
    base_score,
    base_low,
    base_high,
    tuned_score,
    tuned_low,
    tuned_high,
    scores.base_se,
    scores.tuned_se,
    lift,
    lift_low,
    lift_high,
    gap_closed,
    relative_lift,
    relative_low,
    relative_high,
    log_odds_lift,
    log_odds_se,
    place,
    rank_low,
    rank_high,
    coalesce(is_tied_best, false) as is_tied_best,
    is_tuned_guess,
    p_first,
    delta_star,
    gap.gap,
    gap.reference_name,
    gap.is_clear as is_gap_clear,
    cost_usd,
    entrants.qlora_gib,
    dated,
    source_url,
    [scores.source] as sources,
    [scores.relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_scores as scores
join raw_tuning_task as task using (tuning_task_id)
join mart_tuned_entrants as entrants using (entrant)
left join mart_tuned_bests as best using (tuning_task_id, entrant)
left join (select tuning_task_id, entrant, gap, reference_name, is_clear from mart_tuned_gaps where is_yardstick) as gap
    on gap.tuning_task_id = scores.tuning_task_id and gap.entrant = scores.entrant
order by task."order", scores.tuning_task_id, scores.is_reference, tuned_score desc, base_score desc, scores.entrant
