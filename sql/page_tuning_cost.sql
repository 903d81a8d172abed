-- description: What the worked example of tuning costs is made of: the measured base with the highest mean after tuning among those
--   tuned for the most tasks, by QLoRA on one card of the device on which most speeds of tuning were measured.
-- unique: method_url
-- not_null: model_id, epochs
select
    model_id,
    base_name as model_name,
    parameters,
    parameters / 1e9 as parameters_b,
    n_tasks,
    method,
    need_gib,
    n_measured,
    text_tokens,
    flops_per_token,
    flops_per_token / 1e9 as gflops_per_token,
    tuning_flops('lora', 1) as flops_adapter,
    tuning_flops('full', 1) as flops_full,
    tuning_share_low() as share_low,
    tuning_share_high() as share_high,
    100 * tuning_share_low() as share_low_percent,
    100 * tuning_share_high() as share_high_percent,
    gpu_id,
    gpu.name as gpu_name,
    gpu.tensor_tflops,
    provider,
    cards,
    usd_per_hour,
    tokens_per_second_low,
    tokens_per_second_high,
    usd_per_mtok_low,
    usd_per_mtok_high,
    3 as epochs,
    source_url,
    list_sort(list_distinct([parameters_source, 'catalogue'])) as sources,
    'methods/#tuning-cost' as method_url
from mart_tuning_costs
join raw_gpu as gpu using (gpu_id)
join (select model_id, parameters_source from mart_models) using (model_id)
left join (select device as gpu_id, count(*) as n_measured from raw_tuning_speed group by all) using (gpu_id)
where method = 'qlora' and cards = 1 and usd_per_mtok_low is not null
qualify row_number() over (order by n_tasks desc, mean_tuned_score desc, model_id, n_measured desc nulls last, usd_per_mtok_low, rental_id) = 1
order by method_url
