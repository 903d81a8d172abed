-- description: Every base that might be tuned: the makers' own listed models with published weights that some tier can tune in some way,
--   and all that somebody tuned. Memory is that of mart_tunings, on one card, with the smallest tier of each way.
-- unique: model_id
-- not_null: qlora_gib, lora_gib, full_gib, is_tuned
-- assert: qlora_gib < lora_gib and lora_gib < full_gib
select
    model_id,
    base.model_id is not null as is_tuned,
    any_value(need.is_width_known) as is_width_known,
    any_value(need_gib) filter (where method = 'qlora') as qlora_gib,
    any_value(need_high_gib) filter (where method = 'qlora') as qlora_high_gib,
    any_value(need.tier_id) filter (where method = 'qlora') as qlora_tier_id,
    any_value(need_gib) filter (where method = 'lora') as lora_gib,
    any_value(need.tier_id) filter (where method = 'lora') as lora_tier_id,
    any_value(need_gib) filter (where method = 'full') as full_gib,
    any_value(need.tier_id) filter (where method = 'full') as full_tier_id
from mart_tunings as need
join mart_models as model using (model_id)
left join mart_tuning_bases as base using (model_id)
where is_listed and is_official and is_open_weights or base.model_id is not null
group by model_id, base.model_id
having count(need.tier_id) > 0
