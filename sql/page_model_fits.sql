-- description: Memory each open model needs at each counted precision and at 3 bit, for texts of 8,192, 32,768 and 131,072
--   tokens and of its longest, for one user on one card, between which ends the first lies, and its smallest tier.
--   A need beyond a model's longest text, or of 131,072 where that is not known, is null. A model published in fewer bits (FP8, MXFP4) has one row for those, which
--   are not called by a precision above them.
-- unique: model_id, precision
-- not_null: cache_note
-- assert: need_low_gib <= need_gib and need_gib <= need_high_gib
-- assert: need_longest_gib is null or longest_tokens > context_tokens
with told as (
    select
        fit.*,
        shape,
        attention,
        architecture_note,
        parameters,
        parameters_source,
        reviewed_url,
        model.context_tokens as longest_tokens
    from mart_fits as fit
    join mart_models as model using (model_id)
    join (select model_id, shape, attention, architecture_note from mart_shapes) as shape using (model_id)
    where is_counted or precision = '3-bit'
    qualify not is_native or precision_order = max(precision_order) filter (where is_native) over (partition by fit.model_id)
)
select
    told.model_id,
    precision,
    case when is_native then format('as published, {:.4g} bit', bits_per_weight) end as published_as,
    bits_per_weight,
    weights_gib,
    kv_gib,
    overhead_gib,
    need_gib,
    need_low_gib,
    need_high_gib,
    case when coalesce(longest_tokens >= 32768, true) then weights_gib + overhead_gib + cache_gib(shape, 32768, 1, 16) end as need_32k_gib,
    case when longest_tokens >= 131072 then weights_gib + overhead_gib + cache_gib(shape, 131072, 1, 16) end as need_128k_gib,
    case when longest_tokens > 8192 and longest_tokens not in (32768, 131072) then weights_gib + overhead_gib + cache_gib(shape, longest_tokens, 1, 16) end as need_longest_gib,
    longest_tokens,
    told.tier_id,
    tier.name as tier_name,
    kv_basis,
    case
        when shape['growing_bytes'] + shape['windowed_bytes'] = 0 then 'none that grows with the text'
        when shape['growing_bytes'] = 0 then format('{:.4g} KiB a token within a window of {:,}', shape['windowed_bytes'] / 1024, shape['window_tokens'])
        when shape['windowed_bytes'] > 0 then format('{:.4g} KiB a token and {:.4g} more within a window of {:,}', shape['growing_bytes'] / 1024, shape['windowed_bytes'] / 1024, shape['window_tokens'])
        else format('{:.4g} KiB a token', shape['growing_bytes'] / 1024) || case attention when 'MLA' then ', compressed (MLA)' when 'hybrid' then ', as only some layers keep one' else '' end
    end || case when shape['state_bytes'] > 0 then format(', and a state of {:.3g} MiB', shape['state_bytes'] / 1024 / 1024) else '' end as cache_note,
    context_tokens,
    is_native,
    parameters,
    list_sort(list_distinct([parameters_source, shape_source])) as sources,
    reviewed_url,
    'methods/#memory' as method_url
from told
left join raw_tier as tier on tier.tier_id = told.tier_id
order by told.model_id, precision_order
