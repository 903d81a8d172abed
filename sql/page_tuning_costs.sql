-- description: Hours and US dollars for a million tokens of tuning each measured base, by each way, on each device that is rented by
--   the hour and whose computing peak is known: an estimate, at 0.20 to 0.35 of the peak. Bases of one size need the same:
--   `bases` names them, and `is_shown` is true of one of them.
-- unique: model_id, method, rental_id
-- not_null: need_gib, bases
-- assert: (cards is null) = (usd_per_mtok_low is null)
with costs as (
    select *, concat_ws('|', parameters, round(need_gib, 6), method) as alike from mart_tuning_costs where tensor_tflops is not null
),
named as (
    select alike, list({'model_id': model_id, 'model_name': base_name} order by model_id) as bases
    from (select distinct alike, model_id, base_name from costs)
    group by all
)
select
    cost.model_id,
    base_name as model_name,
    bases,
    cost.model_id = bases[1].model_id as is_shown,
    cost.method,
    case cost.method when 'full' then 'all weights' when 'lora' then 'LoRA' else 'QLoRA' end as method_name,
    cost.alike,
    cost.parameters,
    need_gib,
    flops_per_token,
    rental_id,
    gpu_id,
    gpu.name as gpu_name,
    provider,
    cards,
    usd_per_hour,
    tokens_per_second_low,
    tokens_per_second_high,
    hours_per_mtok_low,
    hours_per_mtok_high,
    usd_per_mtok_low,
    usd_per_mtok_high,
    source_url,
    list_sort(list_distinct([parameters_source, 'catalogue'])) as sources,
    'methods/#tuning-cost' as method_url
from costs as cost
join named using (alike)
join raw_gpu as gpu using (gpu_id)
join mart_models as model on model.model_id = cost.model_id
order by method_order desc, cost.parameters, cost.alike, cost.model_id, gpu.tensor_tflops, rental_id
