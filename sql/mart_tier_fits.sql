-- description: The most precise build of each model that fits each tier, of at least 4 bit, where any does.
--   Each further card of a tier takes an overhead of its own.
-- unique: tier_id, model_id
select
    tier.tier_id,
    model_id,
    arg_min(case when is_native then 'as published' else precision end, precision_order) as fits_at,
    arg_min(need_on(need_gib, cards), precision_order) as need_gib
from mart_fits as fit
join mart_tiers as tier on need_on(need_gib, cards) <= usable_gib
where is_counted
group by all
