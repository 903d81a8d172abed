-- description: Devices of each tier: those of its memory, and those the tier's page names.
-- unique: tier_id, gpu_id
select
    tier_id,
    gpu_id,
    gpu.name,
    vendor,
    gpu.memory_gib,
    bandwidth_gb_per_s,
    kind,
    'catalogue' as source,
    source as source_url
from raw_tier as tier
join raw_gpu as gpu on tier.cards = 1 and gpu.memory_gib = tier.memory_gib or list_contains(tier.examples, gpu_id)
order by tier.order, vendor, gpu.name, gpu_id
