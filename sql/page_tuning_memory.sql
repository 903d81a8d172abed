-- description: What tuning each measured base takes in memory, by each way, with the smallest cards of one maker that hold it, the size
--   of an adapter of rank 16 on all linear layers, and how many such adapters fit beside the base on cards of 24 and 80 GB,
--   after weights, overhead and the cache of one user at 8,192 tokens; null where the base alone does not fit.
-- unique: model_id
-- not_null: full_gib, lora_gib, qlora_gib, adapter_mb
-- assert: qlora_gib < lora_gib and lora_gib < full_gib
with bases as (
    select model_id, any_value(base_name) as base_name, count(*) as n_tunings
    from stg_tunings
    where tuned_score is not null and model_id is not null
    group by all
),
-- Programs for adapters on packed weights are made for one maker's cards first; of equal memory the fastest is named.
-- Those called GTX have no units for products of 16-bit matrices.
cards as (
    select gpu_id, gpu_name, kind, usable_gib, bandwidth_gb_per_s
    from mart_devices
    where vendor = (select arg_max(vendor, n) from (select vendor, count(*) as n from mart_devices where not is_unified group by all))
        and not is_unified and gpu_name not like 'GTX%'
),
held as (
    select
        model_id,
        method,
        tuning.need_gib,
        tier_id,
        adapter_parameters,
        (
            select arg_min(gpu_name, (usable_gib, -bandwidth_gb_per_s, gpu_id)) from cards
            where kind = 'consumer' and usable_gib >= tuning.need_gib
        ) as consumer_card,
        (
            select arg_min(gpu_name, (usable_gib, -bandwidth_gb_per_s, gpu_id)) from cards
            where kind <> 'consumer' and usable_gib >= tuning.need_gib
        ) as other_card
    from mart_tunings as tuning
    semi join bases using (model_id)
),
ways as (
    select
        model_id,
        any_value(struct_pack(need_gib, tier_id, consumer_card, other_card)) filter (where method = 'full') as all_weights,
        any_value(struct_pack(need_gib, tier_id, consumer_card, other_card)) filter (where method = 'lora') as lora,
        any_value(struct_pack(need_gib, tier_id, consumer_card, other_card)) filter (where method = 'qlora') as qlora,
        any_value(adapter_parameters) filter (where method = 'lora') as adapter_parameters
    from held
    group by all
),
rooms as (
    select
        model_id,
        any_value(usable_gib - need_gib) filter (where precision = 'bf16' and tier.tier_id = '24gb') as bf16_24_gib,
        any_value(usable_gib - need_gib) filter (where precision = '4-bit' and tier.tier_id = '24gb') as packed_24_gib,
        any_value(usable_gib - need_gib) filter (where precision = 'bf16' and tier.tier_id = '80gb') as bf16_80_gib,
        any_value(usable_gib - need_gib) filter (where precision = '4-bit' and tier.tier_id = '80gb') as packed_80_gib
    from mart_fits
    cross join mart_tiers as tier
    where usable_gib >= need_gib
    group by all
)
select
    bases.model_id,
    base_name as model_name,
    n_tunings,
    model.parameters,
    qlora.need_gib as qlora_gib,
    qlora_tier.tier_id as qlora_tier_id,
    qlora_tier.tier_name as qlora_tier_name,
    qlora.consumer_card as qlora_consumer_card,
    qlora.other_card as qlora_other_card,
    lora.need_gib as lora_gib,
    lora_tier.tier_id as lora_tier_id,
    lora_tier.tier_name as lora_tier_name,
    lora.consumer_card as lora_consumer_card,
    lora.other_card as lora_other_card,
    all_weights.need_gib as full_gib,
    full_tier.tier_id as full_tier_id,
    full_tier.tier_name as full_tier_name,
    all_weights.consumer_card as full_consumer_card,
    all_weights.other_card as full_other_card,
    adapter_parameters,
    2 * adapter_parameters / 1e6 as adapter_mb,
    floor(bf16_24_gib / weights_gib(adapter_parameters, 16)) as n_adapters_bf16_24,
    floor(packed_24_gib / weights_gib(adapter_parameters, 16)) as n_adapters_4bit_24,
    floor(bf16_80_gib / weights_gib(adapter_parameters, 16)) as n_adapters_bf16_80,
    floor(packed_80_gib / weights_gib(adapter_parameters, 16)) as n_adapters_4bit_80,
    list_sort(list_distinct([parameters_source, 'catalogue'])) as sources,
    'methods/#tuning' as method_url
from bases
join ways using (model_id)
join mart_models as model using (model_id)
left join rooms using (model_id)
left join mart_tiers as qlora_tier on qlora_tier.tier_id = qlora.tier_id
left join mart_tiers as lora_tier on lora_tier.tier_id = lora.tier_id
left join mart_tiers as full_tier on full_tier.tier_id = all_weights.tier_id
order by model.parameters, bases.model_id
