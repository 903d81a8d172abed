-- description: Facts on which two sources differ: sizes, context, licence, release, weights, prices, scores; and whose is used.
-- unique: model_id, fact, about, source_a, source_b
-- assert: source_a < source_b
with used as (
    select
        model_id,
        unnest([
            {'fact': 'parameters', 'used': parameters_source}, {'fact': 'active parameters', 'used': parameters_active_source}, {'fact': 'context', 'used': context_source},
            {'fact': 'licence', 'used': license_source}, {'fact': 'release date', 'used': released_source},
            {'fact': 'open weights', 'used': case when hub_id is not null then 'the Hub, where its weights are' end}
        ], recursive := true)
    from mart_models
)
select
    a.model_id,
    model.name as model_name,
    a.fact,
    a.about,
    a.source as source_a,
    a.claim as value_a,
    b.source as source_b,
    b.claim as value_b,
    used.used as used_source,
    case
        when a.fact = 'parameters' and used not in ('catalogue') then 'the larger of the most trusted, which errs on the side of not fitting'
        when a.fact = 'release date' and used in (select source from mart_receipts where dates_repositories)
            then 'the day a repository was created: what is stated as a release lies a season after it'
        when a.fact = 'release date' and starts_with(a.claim, 'on the Hub') <> starts_with(b.claim, 'on the Hub')
            then 'a stated release, before the day a repository was created'
        when used = 'catalogue' then 'reviewed by hand'
        when a.fact in ('price', 'score') then 'both are kept, each under its own source'
        when used is not null then 'the most trusted source that says anything'
    end as why,
    is_listed,
    [a.source, b.source] as sources,
    'methods/#facts' as method_url
from mart_fact_claims as a
join mart_fact_claims as b on b.model_id = a.model_id and b.fact = a.fact and b.about = a.about and a.source < b.source
join mart_models as model on model.model_id = a.model_id
left join used on used.model_id = a.model_id and used.fact = a.fact
left join raw_license as license_a on license_a.license_id = a.claim
left join raw_license as license_b on license_b.license_id = b.claim
where case
    -- A licence whose name holds the other's is that one, said more exactly, where the other is of its class or of none:
    -- kimi-modified-mit is a modified-mit, cc-by-nc-4.0-cohere a cc-by-nc-4.0. Tongyi Qianwen and its research licence are two.
    when a.fact = 'licence' and contains(a.claim, b.claim) and license_b.class in (license_a.class, 'unknown') then false
    when a.fact = 'licence' and contains(b.claim, a.claim) and license_a.class in (license_b.class, 'unknown') then false
    when a.ratio is not null then greatest(a.amount, b.amount) > a.ratio * least(a.amount, b.amount)
    when a.apart is not null then abs(a.amount - b.amount) > a.apart
    else a.claim <> b.claim
end
order by is_listed desc, a.fact, a.model_id, a.about, source_a, source_b
