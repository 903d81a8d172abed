-- description: Hardware tiers: what they are, and how many of the listed models fit at each precision.
--   Rule of thumb: memory · 0.75 / 2 billions of parameters at short context.
-- unique: tier_id
with fits as (
    select
        tier.tier_id,
        count(*) filter (where precision = 'bf16') as n_models_bf16,
        count(*) filter (where precision = '8-bit') as n_models_8bit,
        count(*) filter (where precision = '4-bit') as n_models_4bit,
        max(parameters) filter (where precision = 'bf16' and bits_per_weight >= 16) / 1e9 as largest_bf16_b,
        max(parameters) filter (where precision = '8-bit' and bits_per_weight >= 8) / 1e9 as largest_8bit_b,
        max(parameters) filter (where precision = '4-bit') / 1e9 as largest_4bit_b
    from mart_fits as fit
    join mart_models using (model_id)
    join mart_tiers as tier on need_on(need_gib, cards) <= usable_gib
    where is_listed
    group by all
)
select
    tier.tier_id,
    tier_name as name,
    memory_gib,
    usable_gib,
    cards,
    tier.description,
    reached_by,
    lesson,
    coalesce(n_models_bf16, 0) as n_models_bf16,
    coalesce(n_models_8bit, 0) as n_models_8bit,
    coalesce(n_models_4bit, 0) as n_models_4bit,
    largest_bf16_b,
    largest_8bit_b,
    largest_4bit_b,
    memory_gib * 0.75 / 2 as rule_of_thumb_b,
    coalesce((
        select list(distinct parameters_source order by parameters_source) from mart_models where is_listed and parameters is not null
    ), []) as sources,
    'methods/#memory' as method_url
from mart_tiers as tier
left join fits using (tier_id)
order by tier_order
