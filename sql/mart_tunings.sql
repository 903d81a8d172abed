-- description: Memory of tuning each open model on one card, in GiB: of all weights with AdamW in mixed precision, of LoRA and
--   of QLoRA, with adapters of rank 16 on all linear layers, one text of 2,048 tokens at a time, and layers recomputed.
--   need = states + tables + activations + 0.5 GiB: QLoRA leaves the tables of tokens at 16 bit, which its published figures
--   (and `states_gib`) count as packed too; of a mixture the high end adapts every expert, the low one none.
-- unique: model_id, method
-- not_null: need_gib, need_high_gib
-- assert: need_gib > states_gib and need_high_gib >= need_gib
with methods as (
    select unnest([
        {'method': 'full', 'method_order': 1, 'rank': 0},
        {'method': 'lora', 'method_order': 2, 'rank': 16},
        {'method': 'qlora', 'method_order': 3, 'rank': 16}
    ], recursive := true)
),
needs as (
    select
        model_id,
        method,
        method_order,
        parameters,
        rank,
        2048 as tokens,
        is_known as is_width_known,
        rank * adapter_width_low as adapter_parameters,
        tuning_gib(method, parameters, rank * adapter_width_low) as states_gib,
        tuning_gib(method, parameters, rank * adapter_width_high) as states_high_gib,
        activations_gib(layers, hidden_size, vocabulary, 2048, 1) as activations_gib,
        if(method = 'qlora', weights_gib(token_parameters, 16 - 4.127), 0) as tables_gib
    from mart_widths
    cross join methods
)
select
    model_id,
    method,
    method_order,
    parameters,
    rank,
    tokens,
    is_width_known,
    adapter_parameters,
    states_gib,
    activations_gib,
    overhead_gib(0, 1) as overhead_gib,
    tables_gib,
    states_gib + tables_gib + activations_gib + overhead_gib as need_gib,
    states_high_gib + tables_gib + activations_gib + overhead_gib as need_high_gib,
    (
        select arg_min(tier_id, usable_gib) from mart_tiers
        where usable_gib >= states_gib + tables_gib + activations_gib + overhead_gib(0, cards)
    ) as tier_id
from needs
