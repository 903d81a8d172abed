-- description: Each tier with what a model may take of it, and the card that stands for it in estimates of speed.
-- unique: tier_id
-- assert: usable_gib < memory_gib
select
    tier_id,
    tier.name as tier_name,
    tier.order as tier_order,
    tier.memory_gib,
    usable_gib(tier.memory_gib) as usable_gib,
    cards,
    tier.description,
    lesson,
    reached_by,
    examples
from raw_tier as tier
