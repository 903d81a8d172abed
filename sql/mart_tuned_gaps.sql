-- description: How far each tune is above or below each model that was only asked, on the same task.
--   Two errors apart are told from one another (|z| ≥ 1.96); where an error is only bounded, `z` is the least that |z| can be.
--   The best tune of a task was chosen after looking: `is_chosen_clear` asks of it the constant of so many choices where it
--   wins; where even the best loses, no choice helped it. `gap_less_flattery` takes off the winner's curse.
--   The yardstick of a suite is, of the references with most tasks, that with the highest mean.
-- unique: tuning_task_id, reference, entrant
-- not_null: gap, verdict
with asked as (
    select tuning_task_id, source, entrant as reference, base_name as reference_name, base_score as reference_score, base_se as reference_se
    from mart_tuned_scores
    where is_reference
),
yardsticks as (
    select distinct on (suite_id) suite_id, entrant as reference
    from mart_tuned_scores
    where is_reference
    group by suite_id, entrant
    order by suite_id, count(*) desc, avg(base_score order by tuning_task_id) desc, entrant
)
select
    tuning_task_id,
    tuned.suite_id,
    category_id,
    asked.reference,
    reference_name,
    yardstick.reference is not null as is_yardstick,
    reference_score,
    entrant,
    tuned.source,
    asked.source as reference_source,
    tuned_score,
    tuned_score - reference_score as gap,
    sqrt(tuned_se ** 2 + reference_se ** 2) as gap_se,
    (tuned_score - reference_score) / sqrt(tuned_se ** 2 + reference_se ** 2) as z,
    case when tuned_score > reference_score then 'above' when tuned_score < reference_score then 'below' else 'equal' end as verdict,
    coalesce(abs(z) >= 1.959964, false) as is_clear,
    -- The one that ties are given to is the same in every build.
    row_number() over (partition by tuning_task_id, asked.reference order by tuned_score desc, entrant) = 1 as is_best,
    is_best and coalesce(z >= c_choice or z <= -1.959964, false) as is_chosen_clear,
    gap - if(is_best, if(tuned_se is null, null, flattery), 0) as gap_less_flattery,
    is_binary
from mart_tuned_scores as tuned
join asked using (tuning_task_id)
join mart_tuned_bests using (tuning_task_id, entrant)
left join yardsticks as yardstick on yardstick.suite_id = tuned.suite_id and yardstick.reference = asked.reference
where not tuned.is_reference
