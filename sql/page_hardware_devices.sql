-- description: Every device: what a model may take of its memory, the tier whose models it holds, the largest listed models that
--   it holds and tunes, and how fast it may answer with a model of 8 billion parameters at 4 bit and 8,192 tokens.
--   Speed is memory bandwidth over what each token reads, times 0.6 to 0.85 of what the precision reaches of it.
-- unique: gpu_id
-- not_null: kind_name, usable_gib
-- assert: usable_gib < memory_gib
-- assert: largest_bf16_b is null or largest_bf16_b <= largest_4bit_b
-- assert: tokens_per_second_low is null or tokens_per_second_low < tokens_per_second_high
with kinds as (
    select unnest([
        {'kind': 'consumer', 'kind_word': 'consumer', 'kind_name': 'Consumer graphics cards', 'kind_order': 1},
        {'kind': 'workstation', 'kind_word': 'workstation', 'kind_name': 'Workstations', 'kind_order': 2},
        {'kind': 'datacentre', 'kind_word': 'data centre', 'kind_name': 'Data centre', 'kind_order': 3},
        {'kind': 'apple', 'kind_word': 'Apple', 'kind_name': 'Apple chips', 'kind_order': 4},
        {'kind': 'cpu', 'kind_word': 'CPU only', 'kind_name': 'Processors without a graphics card', 'kind_order': 5},
        {'kind': 'mobile', 'kind_word': 'mobile', 'kind_name': 'Telephones, tablets and small computers', 'kind_order': 6}
    ], recursive := true)
),
listed as (
    select model_id, model.name, downloads, is_official, parameters_source
    from mart_models as model
    where is_listed and parameters is not null
),
needs as (
    select precision, bits_per_weight, need_gib, parameters
    from mart_fits
    join mart_shapes using (model_id)
    semi join listed using (model_id)
    where precision in ('bf16', '4-bit')
),
held as (
    select
        gpu_id,
        max(parameters) filter (where precision = 'bf16' and bits_per_weight >= 16) / 1e9 as largest_bf16_b,
        max(parameters) filter (where precision = '4-bit') / 1e9 as largest_4bit_b
    from mart_devices as device
    join needs on need_gib <= device.usable_gib
    group by all
),
tuned as (
    select gpu_id, max(parameters) / 1e9 as largest_qlora_b
    from mart_devices as device
    join (select need_gib, parameters from mart_tunings semi join listed using (model_id) where method = 'qlora') as tuning
        on need_gib <= device.usable_gib
    group by all
),
-- The makers' own model of 8 billion parameters that is fetched most often stands for its size.
example as (
    select fit.model_id, listed.name, need_gib, read_parameters, fit.bits_per_weight, kv_gib, speed_share
    from mart_fits as fit
    join listed using (model_id)
    join mart_widths as width using (model_id)
    join raw_precision on precision_id = precision
    where precision = '4-bit' and is_official and kv_basis = 'published shape' and round(width.parameters / 1e9) = 8
    qualify row_number() over (order by downloads desc nulls last, fit.model_id) = 1
)
select
    device.gpu_id,
    gpu_name as name,
    vendor,
    kind_word as kind,
    kind_name,
    device.memory_gib,
    device.usable_gib,
    100 * usable_share as usable_percent,
    memory_type,
    bandwidth_gb_per_s,
    is_unified,
    device.tier_id,
    tier_name,
    largest_bf16_b,
    largest_4bit_b,
    largest_qlora_b,
    example.model_id as example_model_id,
    example.name as example_name,
    case when example.need_gib <= device.usable_gib
        then pace_low(speed_share, decode_bound(bandwidth_gb_per_s, read_parameters, bits_per_weight, kv_gib, 1)) end as tokens_per_second_low,
    case when example.need_gib <= device.usable_gib
        then pace_high(speed_share, decode_bound(bandwidth_gb_per_s, read_parameters, bits_per_weight, kv_gib, 1), 1) end as tokens_per_second_high,
    'catalogue' as source,
    source_url,
    (select list_sort(list_distinct(list_append(list(parameters_source), 'catalogue'))) from listed) as sources,
    'methods/#memory' as method_url
from mart_devices as device
left join kinds using (kind)
left join mart_tiers as tier on tier.tier_id = device.tier_id
left join held on held.gpu_id = device.gpu_id
left join tuned on tuned.gpu_id = device.gpu_id
left join example on true
order by kind_order, device.usable_gib, bandwidth_gb_per_s, device.gpu_id
