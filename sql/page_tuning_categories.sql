-- description: Each category of tuning tasks: how many it has, and what tuning changed there on average, with its interval over tasks (t).
--   One task tells nothing of others of its kind, and has no interval.
-- unique: category_id
-- not_null: category_name, n_tasks
select
    task.category_id,
    any_value(category_name) as category_name,
    count(*) as n_tasks,
    list(distinct task.suite_id order by task.suite_id) as suites,
    any_value(lift.score) as lift,
    any_value(lift.score_low) as lift_low,
    any_value(lift.score_high) as lift_high,
    any_value(base.score) as base_mean,
    any_value(tuned.score) as tuned_mean,
    list_sort(list_distinct(flatten(list(sources)))) as sources,
    list_sort(list_distinct(flatten(list(relationships)))) as relationships,
    'methods/#tuned' as method_url
from page_tuning_tasks as task
left join mart_tuned_means as lift on lift.suite_id = task.suite_id and lift.category_id = task.category_id and lift.entrant = 'all' and lift.measure = 'lift'
left join mart_tuned_means as base on base.suite_id = task.suite_id and base.category_id = task.category_id and base.entrant = 'all' and base.measure = 'base'
left join mart_tuned_means as tuned on tuned.suite_id = task.suite_id and tuned.category_id = task.category_id and tuned.entrant = 'all' and tuned.measure = 'tuned'
group by task.category_id
order by min(tuned.score) is null, n_tasks desc, task.category_id
