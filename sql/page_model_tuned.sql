-- description: What is known of tuning each of the makers' own open models: what changed where somebody tuned it, else its nearest relative
--   that somebody did; a base that might be tuned has a row without either.
-- unique: model_id
-- not_null: is_tuned
-- assert: not is_tuned or relative_id is null
select
    model_id,
    true as is_tuned,
    n_tasks,
    n_lifts,
    mean_lift,
    tuned_mean,
    null as relative_id,
    null as relative_name,
    null as why,
    [source] as sources,
    'methods/#tuning' as method_url
from mart_tuning_bases
union all by name
select
    relative.model_id,
    false as is_tuned,
    relative_id,
    relative_name,
    why,
    list_sort(list_distinct([relation_source, source])) as sources,
    'methods/#tuning' as method_url
from mart_tuning_relatives as relative
join mart_tuning_bases as base on base.model_id = relative_id
where position = 1
union all by name
select
    model_id,
    false as is_tuned,
    ['catalogue'] as sources,
    'methods/#tuning' as method_url
from mart_tuning_candidates
where not is_tuned and model_id not in (select model_id from mart_tuning_relatives)
order by model_id
