-- description: Speeds of tuning that somebody measured, beside the range that this site's formula gives for the same model, way and
--   card. `share_percent` is what the run reached of the card's peak; `times_range` is 1 within the range, else how many
--   times its nearer end the measured speed is.
-- unique: study, run
-- not_null: tokens_per_second, tokens_per_second_low, share_percent
-- assert: (times_range = 1) = (tokens_per_second between tokens_per_second_low and tokens_per_second_high)
with measured as (
    select
        study, study_name, study_note, source_url, run, model, method, speed.parameters, device as gpu_id, gpu.name as gpu_name, tokens,
        setup, seconds_per_iteration, texts,
        coalesce(tokens_per_second, texts * tokens / seconds_per_iteration) as tokens_per_second,
        tuning_pace(tensor_tflops, 1, tuning_flops(method, speed.parameters), 1) as bound
    from raw_tuning_speed as speed
    join raw_gpu as gpu on gpu.gpu_id = device
    where tensor_tflops is not null
)
select
    study,
    study_name,
    study_note,
    run,
    model,
    case method when 'full' then 'all weights' when 'lora' then 'LoRA' else 'QLoRA' end as method_name,
    method,
    parameters,
    gpu_id,
    gpu_name,
    tokens,
    setup,
    seconds_per_iteration,
    texts,
    tokens_per_second,
    tuning_share_low() * bound as tokens_per_second_low,
    tuning_share_high() * bound as tokens_per_second_high,
    100 * tokens_per_second / bound as share_percent,
    case
        when tokens_per_second < tuning_share_low() * bound then tokens_per_second / (tuning_share_low() * bound)
        when tokens_per_second > tuning_share_high() * bound then tokens_per_second / (tuning_share_high() * bound)
        else 1
    end as times_range,
    source_url,
    ['catalogue'] as sources,
    'methods/#tuning-cost' as method_url
from measured
order by study, run
