-- description: The rule of thumb against the memory worked out: of the decisions whether a listed model fits a tier at a length of
--   text, the percentages in which both agree, in which the rule wrongly says that it does not fit, and wrongly that it does.
--   Left out are models whose cache is known by a bound only, and lengths beyond a model's known context.
-- unique: precision, users, tokens
-- not_null: agree_percent, wrong_no_percent, wrong_yes_percent
-- assert: abs(agree_percent + wrong_no_percent + wrong_yes_percent - 100) < 1e-9
with cases as (
    select
        unnest([
            {'case_order': 1, 'precision': 'bf16', 'users': 1},
            {'case_order': 2, 'precision': '8-bit', 'users': 1},
            {'case_order': 3, 'precision': '4-bit', 'users': 1},
            {'case_order': 4, 'precision': 'bf16', 'users': 8},
            {'case_order': 5, 'precision': 'bf16', 'users': 32}
        ], recursive := true)
),
lengths as (
    select unnest([
        {'tokens': 4096, 'multiplier': 1.0}, {'tokens': 16384, 'multiplier': 1.3}, {'tokens': 32768, 'multiplier': 2.0}
    ], recursive := true)
),
-- Fine-tunes share size and shape with their base: each kind is worked out once and counted for all.
kinds as (
    select shape.parameters, shape.shape, native_bits, model.context_tokens, count(*) as n
    from mart_shapes as shape
    join mart_models as model using (model_id)
    left join raw_catalog_model as reviewed on reviewed.id = shape.model_id
    where is_listed and basis <> 'bound'
    group by all
),
needs as (
    select
        case_order,
        precision,
        users,
        tokens,
        n,
        parameters,
        weights_gib(parameters, stored_bits(bits_per_weight, native_bits)) as weights,
        weights + cache_gib(shape, tokens, users, 16) + overhead_gib(weights, 1) as need_gib,
        parameters / 1e9 * 2 * multiplier / 0.75 as rule_gib
    from kinds
    cross join lengths
    cross join cases
    join raw_precision on precision_id = precision
    where coalesce(context_tokens, tokens) >= tokens
),
decisions as (
    select
        case_order,
        precision,
        users,
        tokens,
        n,
        parameters,
        need_on(need_gib, cards) <= usable_gib as is_fitting,
        rule_gib <= memory_gib as is_fitting_by_rule
    from needs
    cross join mart_tiers
)
select
    precision,
    case precision when 'bf16' then '16 bit' when '8-bit' then '8 bit' when '4-bit' then '4 bit' end as precision_name,
    users,
    tokens,
    sum(n)::bigint as n_decisions,
    100 * coalesce(sum(n) filter (where is_fitting = is_fitting_by_rule), 0) / sum(n) as agree_percent,
    100 * coalesce(sum(n) filter (where is_fitting and not is_fitting_by_rule), 0) / sum(n) as wrong_no_percent,
    100 * coalesce(sum(n) filter (where is_fitting_by_rule and not is_fitting), 0) / sum(n) as wrong_yes_percent,
    max(parameters) filter (where is_fitting_by_rule and not is_fitting) / 1e9 as largest_wrong_yes_b,
    (select list_sort(list_distinct(list_append(list(parameters_source), 'catalogue'))) from mart_models where is_listed and parameters is not null) as sources,
    'methods/#rule-of-thumb' as method_url
from decisions
group by grouping sets ((case_order, precision, users), (case_order, precision, users, tokens))
order by case_order, tokens nulls first
