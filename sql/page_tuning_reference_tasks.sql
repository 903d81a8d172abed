-- description: The best tune of each task beside each model that was only asked, easiest to beat first: the gap in points, less the winner's
--   curse, how many errors it is, and whether it is clear although the best of several was chosen (Šidák); and how many tunes
--   of the task are above, and clearly above.
-- unique: tuning_task_id, reference
-- not_null: gap
with counted as (
    select
        tuning_task_id,
        reference,
        count(*) as n_tunes,
        count(*) filter (where gap > 0) as n_above,
        count(*) filter (where gap = 0) as n_equal,
        count(*) filter (where gap > 0 and is_clear) as n_clearly_above
    from mart_tuned_gaps
    group by all
)
select
    gap.suite_id,
    gap.tuning_task_id,
    task.name as task_name,
    gap.category_id,
    category as category_name,
    gap.reference,
    reference_name,
    reference_score,
    best.model_id,
    best.name,
    best.setup,
    tuned_score,
    gap.gap,
    gap_less_flattery,
    gap_se,
    z,
    is_binary,
    is_clear,
    is_chosen_clear,
    case when not is_chosen_clear then 'not told apart' when gap.gap > 0 then 'clearly above' else 'clearly below' end as verdict,
    n_tunes,
    n_above,
    n_equal,
    n_clearly_above,
    list_sort(list_distinct([gap.source, reference_source])) as sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_gaps as gap
join counted using (tuning_task_id, reference)
join raw_tuning_task as task using (tuning_task_id)
join mart_tuned_entrants as best using (entrant)
where is_best
order by gap.suite_id, not is_yardstick, reference, gap.gap desc, gap.tuning_task_id
