-- description: What each source says of each checkable fact of a model or offer, as text, and how far two may lie apart.
--   Sizes may differ by a tenth, contexts by a twentieth (a thousand is 1,000 or 1,024), a date by less than a week
--   (6 days); what is not a number must be the same. A release stands beside the day on which a repository was created.
-- unique: model_id, fact, about, source
-- not_null: model_id, fact, source, claim
with told as (
    select * from stg_facts
    union all by name
    -- What was corrected is still what that source says.
    select source, model_id, parameters, parameters_active, context_tokens, license, released_on, is_open_weights
    from stg_corrected_facts
    where version = 'was' and model_id is not null
),
facts as (
    select
        facts.*,
        -- The arena writes a word or two ("open", "llama", "uw"): what names no licence claims none.
        coalesce(licence.license_id, case when source <> 'arena' then lower(facts.license) end) as license_id
    from told as facts
    left join raw_license as licence
        on licence.license_id = lower(facts.license) or list_contains(licence.also, lower(facts.license))
),
claims as (
    select
        model_id, 'parameters' as fact, '' as about, source, parameters as amount, 1.1 as ratio, null as apart,
        format('{:.4g} B', parameters / 1e9) as claim
    from facts where parameters is not null
        -- Cut to whole billions there.
        and source <> 'open_llm_leaderboard_v1'
    union all
    select model_id, 'active parameters', '', source, parameters_active, 1.1, null, format('{:.4g} B', parameters_active / 1e9)
    from facts where parameters_active is not null
    union all
    select model_id, 'context', '', source, context_tokens, 1.05, null, format('{:,} tokens', context_tokens)
    from facts where context_tokens is not null
    union all
    select model_id, 'licence', '', source, null, null, null, license_id
    from facts where license_id not in ('other', 'unknown', 'llama3-any')
    union all
    select
        model_id, 'release date', '', source, epoch(coalesce(released_on, on_hub_since)) / 86400, null, 6,
        case when released_on is null then 'on the Hub since ' else '' end || coalesce(released_on, on_hub_since)
    from facts where coalesce(released_on, on_hub_since) is not null
    union all
    select model_id, 'open weights', '', source, null, null, null, case when is_open_weights then 'yes' else 'no' end
    from facts where is_open_weights is not null
    union all
    select model_id, 'price', provider || ': ' || offered, source, null, null, null, format('${} in, ${} out', price_in, price_out)
    from stg_offers where model_id is not null and price_in is not null and price_out is not null
    union all
    -- One benchmark told by two sources: the same test, setting and setup, of which each says what it saw.
    select
        model_id, 'score', coalesce(same_test_as, benchmark_id) || case when setting = '' then '' else ', ' || setting end,
        headline.source, score, null, 1, format('{:.1f} {}', score, headline.unit)
    from mart_headlines as headline
    join raw_benchmark as benchmark using (benchmark_id)
    where shots is null and coalesce(same_test_as, benchmark_id) in (select same_test_as from raw_benchmark)
)
-- A source with two names of one model may say two things: the first of its claims stands for it.
select distinct on (model_id, fact, about, source) model_id, fact, about, source, amount, ratio, apart, claim
from claims
join mart_models using (model_id)
order by model_id, fact, about, source, claim
