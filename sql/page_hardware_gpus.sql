-- description: Devices of each tier: those that hold what fits it and not the next larger one, and those its page names.
-- unique: tier_id, gpu_id
select
    tier.tier_id,
    gpu_id,
    gpu.name,
    vendor,
    gpu.memory_gib,
    gpu.usable_gib,
    usable_percent,
    bandwidth_gb_per_s,
    kind,
    source,
    source_url
from mart_tiers as tier
join page_hardware_devices as gpu on gpu.tier_id = tier.tier_id or list_contains(tier.examples, gpu_id)
order by tier.tier_order, vendor, gpu.name, gpu_id
