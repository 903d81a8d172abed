-- description: The most precise build of each model that fits each tier, where any does.
-- unique: tier_id, model_id
select
    tier.tier_id,
    fit.model_id,
    arg_min(case when is_native then 'as published' else precision end, precision_order) as fits_at,
    arg_min(need_gib, precision_order) as need_gib
from mart_fits as fit
join raw_tier as tier on fit.need_gib <= 0.92 * tier.memory_gib
group by all
