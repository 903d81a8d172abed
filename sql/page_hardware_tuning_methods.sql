-- description: How many listed models can be tuned on each tier by each method, and the largest of them: all weights with AdamW in
--   mixed precision, LoRA and QLoRA of rank 16 on all linear layers, texts of 2,048 tokens one at a time.
-- unique: tier_id, method
-- not_null: method_name, n_models
-- assert: n_official <= n_models
with methods as (
    select method, method_order, any_value(rank) as rank, any_value(tokens) as tokens
    from mart_tunings
    group by all
),
fits as (
    select
        tier.tier_id,
        method,
        count(*) as n_models,
        count(*) filter (where is_official) as n_official,
        max(tuning.parameters) / 1e9 as largest_b
    from mart_tunings as tuning
    join mart_models as model using (model_id)
    join mart_tiers as tier on need_on(need_gib, cards) <= usable_gib
    where is_listed
    group by all
)
select
    tier.tier_id,
    tier_name,
    method,
    case method when 'full' then 'All weights' when 'lora' then 'LoRA' when 'qlora' then 'QLoRA' end as method_name,
    case method
        when 'full' then 'every weight, with AdamW in mixed precision: 16 bytes a parameter'
        when 'lora' then 'a small adapter beside the weights, which stay at 16 bit: 2 bytes a parameter'
        when 'qlora' then 'a small adapter beside the weights, which are held at 4.127 bit, tables of tokens at 16 bit'
    end as method_note,
    rank,
    tokens,
    coalesce(n_models, 0) as n_models,
    coalesce(n_official, 0) as n_official,
    largest_b,
    (select list_sort(list(distinct parameters_source)) from mart_models where is_listed and parameters is not null) as sources,
    'methods/#tuning' as method_url
from mart_tiers as tier
cross join methods
left join fits using (tier_id, method)
order by tier_order, method_order
