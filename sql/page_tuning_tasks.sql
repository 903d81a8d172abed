-- description: Each tuning task: what it is, its size, the means before and after tuning, the best tune, and which base to take: the one
--   that needs the least memory to tune of those at most 3 points below the best (Hsu, 95 %); where the data cannot resolve 3
--   points, the likeliest best, with the margin they do support. Against the suite's yardstick, the strongest model that was
--   only asked: the gap of the best tune, and whether it is clear although the best of several was chosen (Šidák).
-- unique: tuning_task_id
-- not_null: name, category_id
-- assert: lift_mean is null or abs(tuned_mean - base_mean - lift_mean) < 1e-9
-- assert: delta_star is null or delta_star >= 0
-- assert: is_resolved or (take_name, take_setup) is not distinct from (likeliest_name, likeliest_setup)
with means as (
    select
        tuning_task_id,
        any_value(suite_id) as suite_id,
        any_value(category_id) as category_id,
        bool_and(is_binary) as is_binary,
        max(n) as n_scored,
        min(tuned_score) = max(tuned_score) and count(tuned_score) > 1 as is_all_equal,
        count(*) filter (where not is_reference) as n_runs,
        -- Over the same runs as the lift, where there are any.
        coalesce(avg(base_score order by entrant) filter (where lift is not null), avg(base_score order by entrant) filter (where not is_reference)) as base_mean,
        coalesce(avg(tuned_score order by entrant) filter (where lift is not null), avg(tuned_score order by entrant)) as tuned_mean,
        avg(lift order by entrant) as lift_mean,
        min(lift) as least_lift,
        max(lift) as most_lift,
        list_sort(list_distinct(list(source))) as run_sources,
        list_sort(list_distinct(list(relationship))) as relationships
    from mart_tuned_scores
    group by tuning_task_id
),
firsts as (
    select
        tuning_task_id,
        any_value(n_entrants) as n_entrants,
        any_value(flattery) as flattery,
        count(*) filter (where is_tied_best) as n_tied,
        max(p_first) as p_first,
        arg_min({'model_id': model_id, 'name': name, 'setup': setup}, (-coalesce(p_first, first_share), entrant)) as likeliest,
        -- The least memory that loses no more than the margin, or else the likeliest best.
        arg_min({'model_id': model_id, 'name': name, 'setup': setup, 'gib': qlora_gib, 'delta_star': delta_star}, (not coalesce(delta_star <= 3, false), if(coalesce(delta_star <= 3, false), coalesce(qlora_gib, 1e9), 0), -coalesce(p_first, first_share), entrant)) as take
    from mart_tuned_bests
    join mart_tuned_entrants using (entrant)
    group by tuning_task_id
),
asked as (
    select * from mart_tuned_gaps where is_best and is_yardstick
)
select
    tuning_task_id,
    task.name,
    means.suite_id,
    means.category_id,
    category as category_name,
    task.description,
    dataset,
    case when dataset like 'http%' then dataset end as dataset_url,
    metric,
    means.is_binary,
    task.n as n_examples,
    n_scored,
    n_source as n_url,
    split,
    tokens_min,
    tokens_p95,
    tokens_max,
    train_examples,
    validation_examples,
    test_examples,
    chance,
    task.note,
    n_runs,
    coalesce(is_all_equal, false) as is_all_equal,
    base_mean,
    tuned_mean,
    lift_mean,
    least_lift,
    most_lift,
    n_tied,
    n_entrants,
    p_first,
    likeliest.model_id as likeliest_id,
    likeliest.name as likeliest_name,
    likeliest.setup as likeliest_setup,
    take.model_id as take_id,
    take.name as take_name,
    take.setup as take_setup,
    take.gib as take_qlora_gib,
    take.delta_star as delta_star,
    taken.license_class as take_license_class,
    coalesce(take.delta_star <= 3, false) as is_resolved,
    flattery,
    tuned.tuned_score as best_score,
    best.name as best_name,
    best.model_id as best_id,
    asked.reference_name,
    asked.reference_score,
    asked.gap,
    asked.gap_less_flattery,
    asked.z,
    asked.is_chosen_clear,
    domain as domain_id,
    list_sort(list_distinct(list_append(run_sources, 'catalogue'))) as sources,
    relationships,
    'methods/#tuned' as method_url
from raw_tuning_task as task
join means using (tuning_task_id)
left join firsts using (tuning_task_id)
left join asked using (tuning_task_id)
left join (
    select distinct on (tuning_task_id) tuning_task_id, entrant, tuned_score from mart_tuned_scores
    where tuned_score is not null order by tuning_task_id, tuned_score desc, entrant
) as tuned using (tuning_task_id)
left join mart_tuned_entrants as best on best.entrant = tuned.entrant
left join (select model_id, any_value(license_class) as license_class from mart_tuned_entrants group by model_id) as taken on taken.model_id = take.model_id
order by suite_id, task."order", tuning_task_id
