-- description: What makers' own models need, worked out, and what the rule of thumb asks for them, at 4,096, 16,384 and 32,768 tokens
--   and one user, on one card. A model published in fewer than 16 bits is taken as it is published.
--   Shown on the page are those by which such estimates are commonly compared, and of each doubling of size the most fetched that reads 32,768.
-- unique: model_id
-- not_null: need_bf16_4k_gib, need_4bit_4k_gib, rule_4k_gib, ratio_4k
-- assert: need_4bit_4k_gib <= need_bf16_4k_gib
with kept as (
    select
        shape.model_id, model.name, shape.parameters, parameters_active, attention, shape.shape, shape_source, parameters_source,
        downloads, downloads_source, model.context_tokens, native_bits, coalesce(is_yardstick, false) as is_yardstick,
        coalesce(model.context_tokens, 32768) as longest,
        floor(log2(shape.parameters / 1e9)) as doubling
    from mart_shapes as shape
    join mart_models as model using (model_id)
    left join (select id as model_id, native_bits, is_yardstick from raw_catalog_model) as reviewed using (model_id)
    where is_listed and is_official and basis = 'published shape'
),
weighed as (
    select
        kept.*,
        weights_gib(parameters, stored_bits(full_bits.bits_per_weight, native_bits)) as weights_16,
        weights_gib(parameters, stored_bits(few_bits.bits_per_weight, native_bits)) as weights_4,
        weights_16 + overhead_gib(weights_16, 1) as bare_16,
        weights_4 + overhead_gib(weights_4, 1) as bare_4,
        parameters / 1e9 * 2 / 0.75 as rule_4k_gib,
        is_yardstick or downloads is not null and doubling >= 0 and coalesce(context_tokens >= 32768, false)
            and row_number() over (partition by doubling, context_tokens >= 32768 order by downloads desc nulls last, model_id) = 1 as is_shown
    from kept
    join raw_precision as full_bits on full_bits.precision_id = 'bf16'
    join raw_precision as few_bits on few_bits.precision_id = '4-bit'
)
select
    model_id,
    name as model_name,
    parameters,
    parameters_active,
    attention,
    context_tokens,
    native_bits as published_bits,
    is_shown,
    bare_16 + cache_gib(shape, 4096, 1, 16) as need_bf16_4k_gib,
    case when longest >= 16384 then bare_16 + cache_gib(shape, 16384, 1, 16) end as need_bf16_16k_gib,
    case when longest >= 32768 then bare_16 + cache_gib(shape, 32768, 1, 16) end as need_bf16_32k_gib,
    bare_4 + cache_gib(shape, 4096, 1, 16) as need_4bit_4k_gib,
    case when longest >= 32768 then bare_4 + cache_gib(shape, 32768, 1, 16) end as need_4bit_32k_gib,
    rule_4k_gib,
    rule_4k_gib * 1.3 as rule_16k_gib,
    rule_4k_gib * 2.0 as rule_32k_gib,
    rule_4k_gib / need_bf16_4k_gib as ratio_4k,
    rule_16k_gib / need_bf16_16k_gib as ratio_16k,
    rule_32k_gib / need_bf16_32k_gib as ratio_32k,
    100 * cache_gib(shape, 32768, 1, 16) / weights_16 as cache_32k_percent,
    list_sort(list_distinct([parameters_source, shape_source, downloads_source])) as sources,
    'methods/#rule-of-thumb' as method_url
from weighed
order by parameters, model_id
