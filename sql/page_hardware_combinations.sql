-- description: Several cards at once: two and four of each amount of memory from 12 GiB that graphics cards have, and eight where a
--   card of a data centre has it, with what a model may take of them and the largest listed models that fit.
--   Each card takes half a GiB of its own; the weights are shared between them.
-- unique: tier_id, cards
-- not_null: usable_gib
-- assert: usable_gib < memory_gib
-- assert: largest_bf16_b is null or largest_bf16_b <= largest_4bit_b
with numbers as (
    select unnest([2, 4, 8]) as cards
),
single as (
    select
        tier_id, tier_name, tier_order, tier.memory_gib, bool_or(kind = 'datacentre') as is_of_servers,
        list(gpu_name order by gpu_name) as devices
    from mart_tiers as tier
    join mart_devices as gpu using (tier_id)
    where cards = 1 and tier.memory_gib >= 12 and gpu.memory_gib = tier.memory_gib and not is_unified and kind in ('consumer', 'workstation', 'datacentre')
    group by all
),
combined as (
    select
        single.*,
        numbers.cards,
        numbers.cards * memory_gib as sum_gib,
        usable_gib(numbers.cards * memory_gib) as shared_gib
    from single
    join numbers on numbers.cards < 8 or is_of_servers
),
fits as (
    select
        combined.tier_id,
        cards,
        max(parameters) filter (where precision = 'bf16' and bits_per_weight >= 16) / 1e9 as largest_bf16_b,
        max(parameters) filter (where precision = '8-bit' and bits_per_weight >= 8) / 1e9 as largest_8bit_b,
        max(parameters) filter (where precision = '4-bit') / 1e9 as largest_4bit_b
    from combined
    join (
        select precision, bits_per_weight, need_gib, model.parameters
        from mart_fits
        join mart_models as model using (model_id)
        where is_listed and precision in ('bf16', '8-bit', '4-bit')
    ) as fit on need_on(need_gib, cards) <= shared_gib
    group by all
)
select
    tier_id,
    tier_name,
    cards,
    sum_gib as memory_gib,
    -- What each card holds beside the model is no part of what the model may take.
    shared_gib - overhead_gib(0, cards) as usable_gib,
    devices,
    largest_bf16_b,
    largest_8bit_b,
    largest_4bit_b,
    (select tier.tier_id from mart_tiers as tier where tier.cards = combined.cards and tier.memory_gib = sum_gib) as combined_tier_id,
    (select list_sort(list_distinct(list_append(list(parameters_source), 'catalogue'))) from mart_models where is_listed and parameters is not null) as sources,
    'methods/#memory' as method_url
from combined
left join fits using (tier_id, cards)
order by tier_order, cards
