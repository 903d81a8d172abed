-- description: The largest 200 of the makers' own listed models that can be tuned on each tier, with the most thorough way that fits
--   and the memory of each way in GiB, on all cards of the tier together.
-- unique: tier_id, model_id
-- not_null: method, need_gib, full_gib, lora_gib, qlora_gib
-- assert: qlora_gib < lora_gib and lora_gib < full_gib
-- assert: need_gib <= usable_gib
with needs as (
    select
        model_id,
        is_width_known,
        any_value(activations_gib) as activations_gib,
        any_value(need_gib) filter (where method = 'full') as full_gib,
        any_value(need_gib) filter (where method = 'lora') as lora_gib,
        any_value(need_high_gib) filter (where method = 'lora') as lora_high_gib,
        any_value(need_gib) filter (where method = 'qlora') as qlora_gib,
        any_value(need_high_gib) filter (where method = 'qlora') as qlora_high_gib
    from mart_tunings
    group by all
)
select
    placement.tier_id,
    placement.model_id,
    model.name as model_name,
    organization_name,
    kind,
    parameters,
    case tune_by when 'full' then 'all weights' when 'lora' then 'LoRA' when 'qlora' then 'QLoRA' end as method,
    need_on(tune_gib, cards) as need_gib,
    need_on(full_gib, cards) as full_gib,
    need_on(lora_gib, cards) as lora_gib,
    need_on(qlora_gib, cards) as qlora_gib,
    need_on(lora_high_gib, cards) as lora_high_gib,
    need_on(qlora_high_gib, cards) as qlora_high_gib,
    activations_gib,
    is_width_known,
    usable_gib,
    license_class,
    license_anchor,
    license_asks,
    base_license_class,
    gated,
    list_sort(list_distinct([parameters_source, license_source, gated_source])) as sources,
    'methods/#tuning' as method_url
from mart_placements as placement
join mart_tiers as tier using (tier_id)
join mart_models as model on model.model_id = placement.model_id
join mart_work_use as work on work.model_id = placement.model_id
join needs on needs.model_id = placement.model_id
where tune_by is not null and is_listed and is_official
qualify row_number() over (partition by placement.tier_id order by parameters desc, placement.model_id) <= 200
order by placement.tier_order, parameters desc, placement.model_id
