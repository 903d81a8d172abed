-- description: One row a model: what it is, its licence, the smallest tier that holds it, its price and overall scores.
-- unique: model_id
-- not_null: name, organization, is_listed, n_scores
with scored as (
    select model_id, count(*) as n_scores, count(distinct benchmark_id) as n_benchmarks, list(distinct source) as measured_by
    from mart_scores group by all
),
overall as (
    select
        model_id,
        max(score) filter (where board_id = 'open') as overall_open,
        max(score) filter (where board_id = 'frontier' and n_measured >= n_required) as overall_frontier,
        max(score) filter (where board_id = 'votes') as overall_votes,
        max(score) filter (where board_id = 'classic') as overall_classic,
        list_sort(list_distinct(flatten(list(score_sources)))) as score_sources,
        list_sort(list_distinct(flatten(list(relationships)))) as relationships,
        sum(n_self_reported)::bigint as n_self_reported
    from mart_domain_scores
    join mart_domain_evidence using (domain_id, board_id, model_id, setting)
    where domain_id = 'overall'
    group by all
)
select
    model.model_id,
    model.name,
    organization,
    organization_name,
    organization_id,
    hub_url,
    kind,
    kind_source,
    is_listed,
    unlisted_reason,
    unlisted_source,
    is_official,
    is_merge,
    is_adapter,
    is_flagged,
    is_available,
    is_open_weights,
    open_weights_source,
    model.parameters,
    parameters_source,
    model.parameters_active,
    parameters_active_source,
    is_size_worked_out,
    is_active_worked_out,
    architecture,
    architecture_source,
    coalesce(model.context_tokens, price.context_tokens) as context_tokens,
    model.license_id,
    model.license_name,
    model.license_class,
    license_url,
    license_source,
    coalesce(claim.url, case when license_source = 'catalogue' then terms_url end) as license_source_url,
    coalesce(model.context_source, price.context_source) as context_source,
    reviewed_url,
    license_anchor,
    work_use,
    work_answer,
    terms_url,
    base_license_class,
    binding_id,
    license_link,
    gated,
    gated_source,
    base_model_id,
    base_model,
    case when base_model is not null then base_model_source end as base_model_source,
    released_on,
    released_source,
    downloads,
    downloads_source,
    n_scores,
    n_benchmarks,
    overall_open,
    overall_frontier,
    overall_votes,
    overall_classic,
    coalesce(n_self_reported, 0) as n_self_reported,
    fit.need_gib as need_4bit_gib,
    fit.tier_id as smallest_tier_id,
    tier.name as smallest_tier_name,
    price_in,
    price_out,
    price.is_first_party as price_is_first_party,
    price.source as price_source,
    price.provider as price_provider,
    price.listed_on as price_listed_on,
    score_sources,
    relationships,
    list_sort(list_distinct(list_concat(measured_by, [
        parameters_source, parameters_active_source, architecture_source, license_source,
        coalesce(model.context_source, price.context_source), released_source, downloads_source, price.source, shape_source,
        kind_source, gated_source, open_weights_source, unlisted_source,
        case when base_model is not null then model.base_model_source end
    ]))) as sources,
    'methods/' as method_url,
    upper(left(organization, 1)) as initial
from mart_models as model
join scored using (model_id)
join mart_work_use using (model_id)
left join mart_license_claims as claim on claim.model_id = model.model_id and claim.source = license_source
left join overall using (model_id)
left join mart_fits as fit on fit.model_id = model.model_id and precision = '4-bit'
left join raw_tier as tier on tier.tier_id = fit.tier_id
left join mart_prices as price on price.model_id = model.model_id
-- What a newcomer looks for comes first: makers' own models, by today's votes, then by benchmarks.
order by
    is_listed desc,
    is_official desc,
    overall_votes desc nulls last,
    overall_open desc nulls last,
    overall_classic desc nulls last,
    model.model_id
