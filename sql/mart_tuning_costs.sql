-- description: Tuning each measured base, by each way, on each device that is rented by the hour: the machine with the fewest
--   cards that holds it, tokens a second, and hours and US dollars for a million tokens. Memory is that of mart_tunings:
--   adapters of rank 16 on all linear layers, one text of 2,048 tokens at a time, layers recomputed. Speeds are a share of
--   0.20 to 0.35 of the peak, 6 operations a parameter and token with all weights and 4 with adapters: an estimate.
--   Cards are null where no machine offered holds it; speeds where the peak of the device is not known.
-- unique: model_id, method, rental_id
-- not_null: need_gib, flops_per_token
-- assert: (cards is null) = (usd_per_hour is null)
-- assert: tokens_per_second_low is null or tokens_per_second_low < tokens_per_second_high
-- assert: usd_per_mtok_low is null or usd_per_mtok_low < usd_per_mtok_high
with bases as (
    select model_id, any_value(base_name) as base_name, count(distinct tuning_task_id) as n_tasks, avg(tuned_score) as mean_tuned_score
    from stg_tunings
    where tuned_score is not null and model_id is not null
    group by all
),
tuned as (
    select
        bases.*, method, method_order, tuning.parameters, tuning.need_gib, tuning.adapter_parameters, tokens as text_tokens,
        -- Of a mixture a token passes the active parameters only.
        tuning_flops(method, coalesce(parameters_active, tuning.parameters)) as flops_per_token
    from bases
    join mart_tunings as tuning using (model_id)
    join mart_models as model using (model_id)
),
machines as (
    select rental_id, rental.device as gpu_id, provider, rental.source_url, cards, usd_per_hour, usable_gib, tensor_tflops
    from raw_rental as rental
    join mart_devices as device on device.gpu_id = rental.device
    join raw_gpu as gpu on gpu.gpu_id = rental.device
),
rented as (
    select
        model_id, base_name, n_tasks, mean_tuned_score, method, method_order, parameters, need_gib, adapter_parameters, text_tokens,
        flops_per_token, rental_id, gpu_id, provider, source_url, tensor_tflops,
        arg_min({'cards': cards, 'usd_per_hour': usd_per_hour}, cards) filter (where need_on(need_gib, cards) <= cards * usable_gib) as machine
    from tuned
    cross join machines
    group by all
),
paced as (
    select
        *,
        tuning_pace(tensor_tflops, machine.cards, flops_per_token, tuning_share_low()) as tokens_per_second_low,
        tuning_pace(tensor_tflops, machine.cards, flops_per_token, tuning_share_high()) as tokens_per_second_high
    from rented
)
select
    * exclude (machine),
    machine.cards as cards,
    machine.usd_per_hour as usd_per_hour,
    hours_of(1e6, tokens_per_second_high) as hours_per_mtok_low,
    hours_of(1e6, tokens_per_second_low) as hours_per_mtok_high,
    machine.usd_per_hour * hours_of(1e6, tokens_per_second_high) as usd_per_mtok_low,
    machine.usd_per_hour * hours_of(1e6, tokens_per_second_low) as usd_per_mtok_high
from paced
