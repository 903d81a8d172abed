-- description: Every model name of every source, with the model and the setting (effort, thinking) it stands for.
--   `decided_by` says how: the Hub id itself (or its old name), an alias of the catalogue, the Hub id or the maker's name
--   that a price list gives, the maker's own name, the same with a date that names no other build, or the maker alone (a
--   model of its own). A name that nothing decides keeps a null id: a wrong merge is worse than a missing one.
-- unique: source, model
with repositories as (
    select source, model, hub.model_id, hub.name = hub.model_id as is_current
    from stg_given_names
    join stg_hub_names as hub on hub.name = lower(model)
),
-- A fork names a model by its id, and means it.
own as (
    select source, model, lower(model) as model_id from stg_given_names
    where source = 'private' and regexp_full_match(lower(model), '[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*')
        and lower(model) not in (select name from stg_hub_names)
),
bridged as (
    -- OpenRouter's names are what other resellers call the same models by, but for those that move.
    select model, min(hub.model_id) as model_id, name_key(split_part(model, '/', 2)) in (select key from stg_moving_names) as is_moving
    from raw_offer
    join stg_hub_names as hub on hub.name = lower(raw_offer.hub_id)
    group by model
    having count(distinct hub.model_id) = 1
),
aliases as (
    select *, name_key(model) as key from raw_alias
),
-- An alias of one source is of the name as it stands there; any other is of the words, by the same maker.
aliased as (
    select candidate.source, candidate.model, candidate.preference, arg_min(alias, (alias.source is null, alias.model)) as alias
    from stg_name_candidates as candidate
    join aliases as alias
        on alias.source = candidate.source and alias.model in (candidate.base, candidate.model)
        or alias.source is null and alias.key = candidate.key
        and coalesce(candidate.organization_id = alias.organization_id, true)
    group by all
),
-- Who made it is not said, but only one maker has a model of that name: three words or more, of which one is a number.
lone as (
    select key, min(organization_id) as organization_id
    from stg_known_names
    where regexp_matches(key, '[0-9]') and len(string_split(key, ' ')) >= 3
    group by key
    having count(distinct organization_id) = 1
),
decided as (
    select
        candidate.*,
        coalesce(candidate.organization_id, lone.organization_id) as maker_id,
        aliased.alias.model_id as alias_id,
        aliased.alias.source is not null as is_reviewed,
        aliased.alias.setting as alias_setting,
        bridged.model_id as bridge_id,
        known.model_id as known_id,
        known.preference as known_by,
        coalesce(known.is_by_date, false) as is_by_date,
        case
            when not is_resold and (is_certain or candidate.preference = 1 and not has_certain)
                then candidate.organization_id || '/' || basename
        end as own_id
    from stg_name_candidates as candidate
    left join aliased using (source, model, preference)
    left join bridged
        on bridged.model = candidate.model and is_resold and (candidate.source = 'openrouter' or not bridged.is_moving)
    left join lone on candidate.organization_id is null and lone.key = candidate.key
    left join stg_known_names as known
        on known.organization_id = coalesce(candidate.organization_id, lone.organization_id) and known.key = candidate.key
),
siblings as (
    select organization_id, key from stg_known_names
    union
    select organization_id, key from aliases where source is null
),
likely as (
    select *
    from decided
    where
        -- What may be a setting is one only of models that have settings, and that have no sibling of that name.
        (said = '' or is_certain or coalesce(alias_id, known_id) in (select model_id from stg_hybrids) and not exists (
            select 1 from siblings as sibling
            where sibling.organization_id = decided.maker_id and starts_with(sibling.key, decided.key || ' ' || name_key(said) || ' ')
        ))
        -- A tag names the tuned model where there are both.
        and (is_reviewed or not is_tagged or not exists (
            select 1 from siblings as sibling
            where sibling.organization_id = decided.maker_id
                and sibling.key in (decided.key || ' instruct', decided.key || ' it', decided.key || ' chat', decided.key || ' chat hf')
        ))
),
ranked as (
    select
        *,
        coalesce(alias_id, bridge_id, known_id, own_id) as model_id,
        case
            when alias_id is not null then 'alias'
            when bridge_id is not null then 'hub id given'
            when known_by = 4 and not is_by_date or known_id is null and own_id is not null then 'maker'
            when is_by_date then 'one build'
            when known_id is not null then 'name'
        end as decided_by,
        -- Prefer what is known over what is merely well formed, and the whole name over the name less its setting.
        row_number() over (
            partition by source, model
            order by
                case
                    when alias_id is not null and preference = 1 then 1
                    when bridge_id is not null then 2
                    when alias_id is not null or known_by <= 3 then 3
                    when known_by = 4 and (setting <> '' or is_resold) then 4
                    when own_id is not null then 5
                    else 6
                end,
                preference
        ) as choice
    from likely
),
read as (
    select source, model, model_id, coalesce(nullif(alias_setting, ''), setting) as setting, decided_by, organization_id, base
    from ranked
    where choice = 1
    union all
    select source, model, model_id, '', case when is_current then 'hub id' else 'renamed' end, null, model from repositories
    union all
    select source, model, model_id, '', 'own id', null, model from own
    union all
    -- Two models together, what is not even a name, and what no reading of is likely stand for nothing.
    select source, model, null, '', null, null, model
    from stg_given_names
    anti join ranked using (source, model)
    anti join repositories using (source, model)
    anti join own using (source, model)
),
-- models.dev points from a reseller's name to the maker's, and often to another model of the family: a pointer decides
-- only what nothing else does, and where the name has all words of what it points to and no others but the provider's.
pointed as (
    select offer.source, offer.model, min(target.model_id) as model_id, min(target.organization_id) as organization_id
    from (select distinct source, provider, model, base_model from raw_offer where base_model is not null) as offer
    join read as target on target.source = offer.source and target.model = offer.base_model and target.model_id is not null
    where list_has_all(string_split(name_key(offer.model), ' '), string_split(name_key(split_part(offer.base_model, '/', 2)), ' '))
        and list_has_all(
            string_split(name_key(offer.base_model || ' ' || offer.provider), ' ') || ['free', 'tee', 'hf', 'route', 'cf'],
            string_split(name_key(offer.model), ' ')
        )
    group by offer.source, offer.model
    having count(distinct target.model_id) = 1
)
select
    source,
    model,
    coalesce(read.model_id, pointed.model_id) as model_id,
    setting,
    case when read.model_id is null and pointed.model_id is not null then 'pointed' else decided_by end as decided_by,
    coalesce(read.organization_id, pointed.organization_id) as organization_id,
    base
from read
left join pointed using (source, model)
