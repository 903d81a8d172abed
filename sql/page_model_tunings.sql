-- description: Memory of tuning each open model on one card, in GiB, and the smallest tier: of all weights with AdamW
--   in mixed precision, of LoRA and of QLoRA with rank 16 on all linear layers, one text of 2,048 tokens, layers
--   recomputed. Of a mixture the high end adapts every expert, the need none.
-- unique: model_id, method
-- not_null: need_gib, need_high_gib
select
    model_id,
    method,
    case method when 'full' then 'all weights' when 'lora' then 'LoRA' when 'qlora' then 'QLoRA' end as method_name,
    tuning.parameters,
    rank,
    tokens,
    adapter_parameters,
    states_gib,
    activations_gib,
    overhead_gib,
    need_gib,
    need_high_gib,
    tuning.tier_id,
    tier_name,
    is_width_known,
    list_sort(list_distinct([parameters_source, shape_source])) as sources,
    'methods/#memory' as method_url
from mart_tunings as tuning
join mart_models as model using (model_id)
join (select model_id, shape_source from mart_shapes) using (model_id)
left join mart_tiers as tier on tier.tier_id = tuning.tier_id
order by model_id, method_order
