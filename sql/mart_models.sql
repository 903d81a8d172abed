-- description: One row a model: what it is, who made it, whether lists show it by default, and where each fact is from.
-- unique: model_id
-- not_null: name, organization, is_listed
-- assert: is_listed = (unlisted_reason is null)
with measured as (
    select distinct model_id from stg_results where model_id is not null and benchmark_id is not null
),
facts as (
    select
        model_id,
        arg_min(name, trust) filter (where name is not null) as given_name,
        min(organization_id) filter (where organization_id is not null) as declared_organization_id,
        arg_min(kind, trust) filter (where kind is not null) as given_kind,
        arg_min(source, trust) filter (where kind is not null) as given_kind_source,
        arg_min(architecture, trust) filter (where architecture is not null) as architecture,
        arg_min(source, trust) filter (where architecture is not null) as architecture_source,
        arg_min(architecture_family, trust) filter (where architecture is not null) as architecture_family,
        arg_min(context_tokens, trust) filter (where context_tokens is not null) as context_tokens,
        arg_min(source, trust) filter (where context_tokens is not null) as context_source,
        -- "other" is what the Hub says when a licence is not on its list: any named licence says more.
        coalesce(
            arg_min(license, trust) filter (where lower(license) not in ('other', 'unknown')),
            arg_min(license, trust) filter (where license is not null)
        ) as license,
        coalesce(
            arg_min(source, trust) filter (where lower(license) not in ('other', 'unknown')),
            arg_min(source, trust) filter (where license is not null)
        ) as license_source,
        arg_min(license_link, trust) filter (where license_link is not null) as license_link,
        arg_min(gated, trust) filter (where gated is not null) as gated,
        arg_min(source, trust) filter (where gated is not null) as gated_source,
        arg_min(base_model, trust) filter (where base_model is not null) as base_model,
        arg_min(source, trust) filter (where base_model is not null) as base_model_source,
        -- A release that somebody states comes before the day on which a repository was created, unless it is said to have
        -- come a season after that: then it is another model's.
        coalesce(
            arg_min(released_on, (trust, released_on)) filter (where released_on <= coalesce(there_by + 90, released_on)),
            arg_min(on_hub_since, trust) filter (where on_hub_since is not null)
        ) as released_on,
        coalesce(
            arg_min(source, (trust, released_on)) filter (where released_on <= coalesce(there_by + 90, released_on)),
            arg_min(source, trust) filter (where on_hub_since is not null)
        ) as released_source,
        arg_min(is_available, trust) filter (where is_available is not null) as is_available,
        arg_min(source, trust) filter (where is_available is not null) as available_source,
        coalesce(bool_or(is_flagged), false) as is_flagged,
        coalesce(bool_or(is_merge), false) as is_merge,
        coalesce(bool_or(is_adapter), false) as is_adapter,
        arg_min(source, trust) filter (where is_flagged) as flagged_source,
        arg_min(source, trust) filter (where is_merge) as merge_source,
        arg_min(source, trust) filter (where is_adapter) as adapter_source,
        bool_or(is_official) as is_official,
        arg_min(is_open_weights, trust) filter (where is_open_weights is not null) as is_open_weights,
        arg_min(source, trust) filter (where is_open_weights is not null) as given_open_weights_source,
        max(downloads) as downloads,
        arg_max(source, downloads) as downloads_source
    from (select *, min(on_hub_by) over (partition by model_id) as there_by from stg_facts)
    group by model_id
),
-- Names under which their makers publish no weights: what they offer through their API only, and names that move there.
reserved as (
    select organization_id, name_key(unnest(api_names)) as key, false as is_moving from raw_organization
    union all
    select organization_id, key, true from stg_moving_names
),
api_names as (
    select model_id, bool_or(is_moving) as is_moving
    from (select model_id, split_part(model_id, '/', 1) as maker, name_key(split_part(model_id, '/', 2)) as key from measured) as named
    join reserved
        on reserved.organization_id = maker
        and case when is_moving then named.key = reserved.key else starts_with(named.key || ' ', reserved.key || ' ') end
    group by model_id
),
joined as (
    select
        measured.model_id,
        facts.* exclude (model_id),
        hub.hub_id,
        split_part(measured.model_id, '/', 1) as namespace,
        coalesce(own.organization_id, made.organization_id, declared_organization_id) as organization_id,
        own.organization_id is not null as is_makers_repository,
        coalesce(is_moving, false) and hub.hub_id is null as is_moving_name,
        api_names.model_id is not null and hub.hub_id is null and (is_moving or is_open_weights is not true) as is_api_name
    from measured
    left join api_names using (model_id)
    left join facts using (model_id)
    left join stg_hub_ids as hub using (model_id)
    left join stg_organization_names as own on own.source = 'hub' and own.name = split_part(measured.model_id, '/', 1)
    left join raw_organization as made on made.organization_id = split_part(measured.model_id, '/', 1) and hub.hub_id is null
)
select
    joined.model_id,
    -- A price list's "(latest)" is of the day it was written.
    coalesce(split_part(hub_id, '/', 2), regexp_replace(given_name, ' \(latest\)$', ''), split_part(joined.model_id, '/', 2)) as name,
    coalesce(split_part(hub_id, '/', 1), namespace) as organization,
    joined.organization_id,
    coalesce(maker.name, split_part(hub_id, '/', 1), namespace) as organization_name,
    case when hub_id is not null then 'https://huggingface.co/' || hub_id end as hub_url,
    case
        when regexp_matches(split_part(joined.model_id, '/', 2), '(^|[-_.])(instruct|chat|it|sft|dpo)([-_.]|$)') then 'instruct'
        when given_kind like '%merge%' then 'merge'
        when given_kind like '%pretrained%' then 'base'
        when given_kind like '%chat%' then 'instruct'
        -- The boards call all that was not said to be something else fine-tuned: of a maker's own release that names no
        -- base it says nothing, unless its name does.
        when given_kind like '%fine-tuned%' and (
            not coalesce(is_official, is_makers_repository)
            or lower(base_model) not in ('removed', joined.model_id, joined.model_id || ' (merge)')
            or regexp_matches(split_part(joined.model_id, '/', 2), 'tuned?([-_.]|$)|(^|[-_.])ft([-_.]|$)')
        ) then 'fine-tuned'
        when given_kind like '%multimodal%' then 'multimodal'
    end as kind,
    -- Null where the name says it.
    case
        when kind is not null
            and not regexp_matches(split_part(joined.model_id, '/', 2), '(^|[-_.])(instruct|chat|it|sft|dpo)([-_.]|$)')
            then given_kind_source
    end as kind_source,
    case
        when is_flagged then 'the board it was measured on flagged it'
        when is_merge then 'it is a merge of other models'
        when is_adapter then 'it is an adapter, which needs another model to run'
        when not is_available then 'its repository was no longer available when it was last looked up'
    end as unlisted_reason,
    case
        when is_flagged then flagged_source
        when is_merge then merge_source
        when is_adapter then adapter_source
        when not is_available then available_source
    end as unlisted_source,
    unlisted_reason is null as is_listed,
    -- Whose own release a fine-tune is, the newer board decided by hand; elsewhere the maker's own repositories count.
    coalesce(is_official, is_makers_repository or hub_id is null and joined.organization_id is not null) as is_official,
    is_merge,
    is_adapter,
    is_flagged,
    is_available,
    case
        when hub_id is not null then true
        when is_api_name or lower(joined.license) = 'proprietary' then false
        else is_open_weights
    end as is_open_weights,
    -- Null where the weights are: the repository itself shows it.
    case
        when hub_id is not null then null
        when is_api_name and joined.is_open_weights is not false then 'catalogue'
        when lower(joined.license) = 'proprietary' then license_source
        else given_open_weights_source
    end as open_weights_source,
    parameters,
    parameters_active,
    parameters_active_source,
    parameters_source,
    coalesce(is_size_worked_out, false) as is_size_worked_out,
    coalesce(is_active_worked_out, false) as is_active_worked_out,
    architecture,
    architecture_source,
    joined.architecture_family,
    context_tokens,
    context_source,
    coalesce(licence.license_id, lower(joined.license)) as license_id,
    coalesce(licence.name, joined.license) as license_name,
    coalesce(licence.class, case when is_api_name or hub_id is null and not joined.is_open_weights then 'api-only' else 'unknown' end) as license_class,
    licence.condition as license_condition,
    array_to_string(licence.asks, ', ') as license_asks,
    licence.url as license_url,
    case when joined.license is null and is_api_name and joined.is_open_weights is not false then 'catalogue' else license_source end as license_source,
    is_moving_name,
    case when license_class = 'api-only' then maker.terms_url end as terms_url,
    -- Where the page of licences speaks of it.
    coalesce(licence.license_id, 'class-' || license_class) as license_anchor,
    license_link,
    gated,
    gated_source,
    case when base.model_id <> joined.model_id then base.model_id end as base_model_id,
    -- The board writes "Removed" for a base that is gone, and the model's own name behind every merge.
    case when lower(base_model) not in ('removed', joined.model_id, joined.model_id || ' (merge)') then base_model end as base_model,
    base_model_source,
    released_on,
    released_source,
    downloads,
    downloads_source,
    (select any_value(source_url) from raw_catalog_model where id = joined.model_id) as reviewed_url,
    hub_id
from joined
left join raw_organization as maker on maker.organization_id = joined.organization_id
left join raw_license as licence
    on (licence.license_id = lower(joined.license) or list_contains(licence.also, lower(joined.license)))
    -- A source that calls a published model proprietary is wrong about that.
    and (licence.class <> 'api-only' or hub_id is null)
left join mart_sizes as sizes on sizes.model_id = joined.model_id
left join (select name as written, model_id as meant from stg_hub_names) on written = lower(regexp_replace(base_model, ' \(Merge\)$', ''))
left join measured as base on base.model_id = meant
