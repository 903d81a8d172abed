-- description: Every device with what a model may take of its memory, and the largest tier whose models it holds.
-- unique: gpu_id
-- assert: usable_gib < memory_gib
with devices as (
    select
        gpu_id, gpu.name as gpu_name, vendor, gpu.memory_gib, memory_type, bandwidth_gb_per_s, kind, unified as is_unified,
        usable_share, usable_share * gpu.memory_gib as usable_gib, source as source_url
    from raw_gpu as gpu
)
select
    devices.*,
    (
        -- The shares of two systems may differ by a rounding.
        select arg_max(tier_id, tier.usable_gib) from mart_tiers as tier where tier.usable_gib <= devices.usable_gib + 0.001
    ) as tier_id
from devices
