-- description: The members of every family, newest generation first: size, memory, licence, price, and where each stands best.
-- unique: model_id
with measured as (
    select model_id, count(distinct source) as n_sources, count(distinct benchmark_id) as n_benchmarks from mart_scores group by all
),
best as (
    select
        model_id,
        list({
            'domain_id': domain_id, 'domain_name': domain_name, 'board_id': board_id, 'board_name': board_name,
            'setting': setting, 'rank_low': rank_low, 'rank_high': rank_high, 'n_ranked': n_ranked
        } order by choice) as domains,
        min(rank_high / n_ranked) as share
    from mart_best_domains
    group by model_id
)
select
    family_id,
    family.name as family_name,
    generation,
    generation_order,
    model.model_id,
    model.name as model_name,
    model.kind,
    model.is_open_weights,
    model.is_listed,
    model.unlisted_reason,
    model.parameters,
    model.parameters_active,
    need_gib as need_4bit_gib,
    fit.tier_id as smallest_tier_id,
    tier.name as smallest_tier_name,
    model.released_on,
    model.license_name,
    model.license_class,
    model.license_url,
    model.license_condition,
    model.license_anchor,
    mart_work_use.base_license_class,
    model.gated,
    price.price_in,
    price.price_out,
    price_blended,
    is_first_party as price_is_first_party,
    coalesce(price.is_deprecated, false) as price_is_withdrawn,
    coalesce(model.context_tokens, price.context_tokens) as context_tokens,
    best.domains as best_domains,
    best.share as best_share,
    coalesce(n_sources, 0) as n_sources,
    coalesce(measured.n_benchmarks, 0) as n_benchmarks,
    facts.parameters_source,
    facts.license_source,
    facts.context_source,
    facts.released_source,
    facts.price_source,
    facts.price_provider,
    facts.price_dated,
    facts.sources,
    facts.method_url
from mart_model_families
join raw_family as family using (family_id)
join mart_models as model using (model_id)
join mart_work_use using (model_id)
left join mart_fits as fit on fit.model_id = model.model_id and precision = '4-bit'
left join raw_tier as tier on tier.tier_id = fit.tier_id
left join mart_prices as price on price.model_id = model.model_id
join page_models as facts on facts.model_id = model.model_id
left join measured on measured.model_id = model.model_id
left join best on best.model_id = model.model_id
order by family_id, generation_order, model.released_on desc nulls last, model.parameters desc nulls last, model.model_id
