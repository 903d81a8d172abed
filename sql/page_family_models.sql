-- description: The members of every family, newest generation first: size, memory, licence, price, and where each stands best.
-- unique: model_id
with measured as (
    select
        model_id, list(distinct source) as measured_by, list(distinct relationship order by relationship) as relationships,
        count(distinct source) as n_sources, count(distinct benchmark_id) as n_benchmarks from mart_scores group by all
),
baskets as (
    select domain_id, board_id, case when count(*) = 1 then any_value(name) end as only_benchmark from mart_baskets group by all
),
best as (
    select
        model_id,
        list({
            'domain_id': domain_id, 'domain_name': domain_name, 'board_id': board_id, 'board_name': board_name,
            'measured_by': coalesce(only_benchmark, regexp_replace(board_name, ' \(.*\)$', '')),
            'setting': setting, 'rank_low': rank_low, 'rank_high': rank_high, 'n_ranked': n_ranked
        -- A place in the lower half is nothing to name a model by.
        } order by choice) filter (where rank_low <= n_ranked / 2) as domains,
        min(rank_high / n_ranked) as share
    from mart_best_domains
    join baskets using (domain_id, board_id)
    group by model_id
)
select
    family_id,
    family.name as family_name,
    generation,
    generation_order,
    model_id,
    model.name as model_name,
    kind,
    is_open_weights,
    is_listed,
    unlisted_reason,
    parameters,
    parameters_active,
    need_gib as need_4bit_gib,
    kv_basis as cache_basis,
    fit.tier_id as smallest_tier_id,
    tier.name as smallest_tier_name,
    released_on,
    model.license_name,
    model.license_class,
    license_url,
    license_asks,
    license_anchor,
    base_license_class,
    gated,
    parameters_source,
    license_source,
    claim.url as license_source_url,
    coalesce(model.context_source, price.context_source) as context_source,
    released_source,
    reviewed_url,
    price_in,
    price_out,
    price_blended,
    is_first_party as price_is_first_party,
    price.source as price_source,
    price.provider as price_provider,
    price.listed_on as price_listed_on,
    coalesce(price.is_deprecated, false) as price_is_withdrawn,
    coalesce(model.context_tokens, price.context_tokens) as context_tokens,
    best.domains as best_domains,
    best.share as best_share,
    coalesce(n_sources, 0) as n_sources,
    coalesce(n_benchmarks, 0) as n_benchmarks,
    measured.relationships,
    list_sort(list_distinct(list_concat(measured_by, [
        parameters_source, shape_source, license_source, coalesce(model.context_source, price.context_source), released_source, price.source
    ]))) as sources,
    'methods/' as method_url
from mart_model_families
join raw_family as family using (family_id)
join mart_models as model using (model_id)
join mart_work_use using (model_id)
left join mart_license_claims as claim on claim.model_id = model.model_id and claim.source = license_source
left join mart_fits as fit on fit.model_id = model.model_id and precision = '4-bit'
left join raw_tier as tier on tier.tier_id = fit.tier_id
left join mart_prices as price on price.model_id = model.model_id
left join measured on measured.model_id = model.model_id
left join best on best.model_id = model.model_id
order by family_id, generation_order, released_on desc nulls last, parameters desc nulls last, model_id
