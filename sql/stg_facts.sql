-- description: What each source says of each model, under the model's own id, most trusted source first.
--   Reviewed facts come first, then the Hub's own word, then the repository's own configuration, then the boards, then
--   makers' price lists. What a reviewed correction is about is not the source's any more but the correction's.
--   `released_on` is a release that the source states; what the gathered facts and the newer board give is the day on which
--   a repository was created, `on_hub_since`, which may be weeks before a release or years after it.
-- not_null: model_id, trust
with wrong as (
    select source, model, list(distinct field) as fields from stg_corrected_facts group by source, model
),
told as (
    select
        fact.* replace (
            if(list_contains(fields, 'parameters'), null, parameters) as parameters,
            if(list_contains(fields, 'parameters_active'), null, parameters_active) as parameters_active,
            if(list_contains(fields, 'context_tokens'), null, context_tokens) as context_tokens,
            if(list_contains(fields, 'license'), null, license) as license,
            if(list_contains(fields, 'base_model'), null, base_model) as base_model,
            if(list_contains(fields, 'released_on'), null, released_on) as released_on,
            if(list_contains(fields, 'is_open_weights'), null, is_open_weights) as is_open_weights
        ),
        -- What these two give is the day on which a repository was created.
        source in ('model_facts', 'open_llm_leaderboard') as dates_repositories
    from raw_model_fact as fact
    left join wrong using (source, model)
),
facts as (
    select
        'catalogue' as source, 1 as trust, id as model_id, name, null as organization_id, null as kind, parameters,
        parameters_active, null as architecture, layers, kv_heads, head_size, context_tokens, license,
        base_model, null::date as released_on, null::date as on_hub_since, null::boolean as is_available, null::boolean as is_flagged,
        null::boolean as is_merge, null::boolean as is_adapter, null::boolean as is_official,
        null::boolean as is_open_weights, null::bigint as downloads
    from raw_catalog_model
    union all by name
    select
        'catalogue' as source, 1.1 as trust, model_id, parameters, parameters_active, context_tokens, license, base_model,
        released_on, is_open_weights
    from stg_corrected_facts
    where version = 'now' and model_id is not null
    union all by name
    select
        fact.source,
        case fact.source when 'hub_models' then 1.5 when 'model_facts' then 2 when 'open_llm_leaderboard' then 3 when 'open_llm_leaderboard_v1' then 4 else 5 end as trust,
        names.model_id,
        -- An API model's own name, without its effort: a Hub repository is named by its id.
        case when fact.source in ('arena', 'epoch') and names.decided_by = 'maker' then names.base end as name,
        names.organization_id, kind, parameters, parameters_active, architecture, layers, kv_heads, head_size,
        context_tokens,
        -- Where the Hub's list has no name for a licence, the card gives one beside it.
        -- Of published weights that it called through an interface, BFCL tells the interface's terms: proprietary.
        case
            when fact.source = 'bfcl' and lower(license) = 'proprietary' and names.model_id in (select model_id from stg_hub_ids) then null
            when lower(license) = 'other' then coalesce(license_name, license)
            else license
        end as license,
        case
            when starts_with(license_link, 'https://') then license_link
            -- A bare name is a file of the repository.
            when regexp_full_match(license_link, '[A-Za-z0-9._-]+') then 'https://huggingface.co/' || fact.hub_id || '/blob/main/' || license_link
        end as license_link,
        -- Who may open a repository is the Hub's to say: a mirror has no gates, and may make them up.
        case when fact.source not in (select source from raw_snapshot where via_mirror) then gated end as gated,
        card, hub_id, base_model,
        case when not dates_repositories then released_on end as released_on,
        -- The Hub gives every repository older than that the day on which it began to count: it dates nothing.
        case when dates_repositories then nullif(released_on, date '2022-03-02') end as on_hub_since,
        case when dates_repositories then released_on end as on_hub_by,
        -- The gathered facts are newer than the boards: a repository among them was there.
        case when fact.source = 'model_facts' then true else is_available end as is_available, is_flagged, is_merge, is_adapter, is_official,
        is_open_weights, downloads
    from told as fact
    join stg_names as names using (source, model)
    where names.model_id is not null
    union all by name
    select
        source, 6 as trust, model_id, name, context_tokens, released_on, is_open_weights
    from stg_offers
    where is_current and is_first_party and model_id is not null
)
select
    *,
    -- `LlamaForCausalLM` on the boards is `llama` in a configuration.
    regexp_replace(lower(replace(architecture, '_', '')), 'for(causallm|conditionalgeneration)$', '') as architecture_family
from facts
