-- description: What each open model does on up to five tiers at which its build or tuning changes, from the largest that does
--   not hold it at 4 bit to the smallest that holds it at full precision: the most precise build that fits or what 4 bit
--   lacks, and at 4 bit the longest text, the users of 8,192 tokens each, the tokens a second to expect, and tuning.
-- unique: model_id, tier_id
-- not_null: tier_name
-- assert: (lacks_gib is null) = (fits_at is not null)
with whole as (
    select model_id, min(precision_order) as most_precise
    from mart_fits
    group by all
),
held as (
    select mart_tiers.tier_id, model_id
    from mart_fits as fit
    join whole using (model_id)
    join mart_tiers on need_on(need_gib, cards) <= usable_gib
    where precision_order = most_precise
),
ends as (
    select
        placed.model_id,
        max(tier_order) filter (where fits_at is null) as below,
        min(tier_order) filter (where held.tier_id is not null) as above
    from mart_placements as placed
    left join held using (tier_id, model_id)
    group by all
),
between_ends as (
    select
        placed.*,
        -- A tier on which no more precise build fits and no other tuning does what the one before it does.
        tier_order = below or tier_order = above
            or (fits_at, tune_by) is distinct from lag((fits_at, tune_by)) over (partition by model_id order by tier_order) as is_change,
        tier_order = above as is_last
    from mart_placements as placed
    join ends using (model_id)
    where tier_order >= coalesce(below, 0) and tier_order <= coalesce(above, tier_order)
)
select
    model_id,
    placed.tier_id,
    tier_name,
    placed.tier_order,
    fits_at,
    lacks_gib,
    n_needed,
    fits_below_at,
    coalesce(most_tokens, case when shorter_tokens >= 1024 then shorter_tokens end) as most_tokens,
    model.context_tokens is not null as is_context_known,
    most_users,
    device_name,
    tokens_per_second_low,
    tokens_per_second_high,
    case tune_by when 'full' then 'all weights' when 'lora' then 'LoRA' when 'qlora' then 'QLoRA' end as tune_by,
    tune_gib,
    list_sort(list_distinct([parameters_source, shape_source, 'catalogue'])) as sources,
    'methods/#memory' as method_url
from between_ends as placed
join mart_tiers as tier using (tier_id)
join mart_models as model using (model_id)
join (select model_id, shape_source from mart_shapes) using (model_id)
where is_change
qualify row_number() over (partition by model_id order by is_last desc nulls last, placed.tier_order) <= 5
order by model_id, placed.tier_order
