-- description: Devices that can be rented by the hour, with what goes into the cost of tuning on them: computing peak, price, and where
--   each is said; how many measured runs of tuning on it are known, and how fast the example base may be tuned by QLoRA on one card.
-- unique: rental_id
-- not_null: usd_per_hour, memory_gib, sources
-- assert: (tensor_tflops is null) = (tensor_source_url is null)
with example as (
    select rental_id, tokens_per_second_low, tokens_per_second_high
    from mart_tuning_costs
    where method = 'qlora' and cards = 1 and model_id = (select model_id from page_tuning_cost)
),
offered as (
    select
        rental_id, device as gpu_id, provider, source_url, entered as entered_on, note,
        list({'cards': cards, 'usd_per_hour': usd_per_hour} order by cards) as machines
    from raw_rental
    group by all
)
select
    offered.rental_id,
    offered.gpu_id,
    gpu.name as gpu_name,
    gpu.memory_gib,
    tensor_tflops,
    tensor_source as tensor_source_url,
    provider,
    machines[1].usd_per_hour as usd_per_hour,
    machines,
    entered_on,
    note,
    (select count(*) from raw_tuning_speed as speed where speed.device = offered.gpu_id) as n_measured,
    tokens_per_second_low,
    tokens_per_second_high,
    offered.source_url,
    ['catalogue'] as sources,
    'methods/#tuning-cost' as method_url
from offered
join raw_gpu as gpu using (gpu_id)
left join example using (rental_id)
order by tensor_tflops nulls last, offered.rental_id
