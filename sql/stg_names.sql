-- description: Every model name of every source, with the model and the setting (effort, thinking) it stands for.
--   `decided_by` says how: the Hub id itself, an alias of the catalogue, the maker's own name, or the maker alone
--   (a model of its own). A name that nothing decides keeps a null id: a wrong merge is worse than a missing one.
-- unique: source, model
with every_name as (
    select source, model, any_value(organization) as organization from raw_model_fact group by all
    union all
    select distinct source, model, null from raw_result anti join raw_model_fact using (source, model)
),
repositories as (
    select source, model, lower(model) as model_id from every_name where lower(model) in (select model_id from stg_hub_ids)
),
-- A fork names a model by its id, and means it.
own as (
    select source, model, lower(model) as model_id from every_name
    where source = 'private' and regexp_full_match(lower(model), '[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*')
        and lower(model) not in (select model_id from stg_hub_ids)
),
given as (
    select * from every_name anti join repositories using (source, model) anti join own using (source, model)
),
-- What is a setting of the same model: Epoch's effort after an underscore; the arena's after a hyphen or in brackets,
-- which is only taken off where what remains is itself a known name.
split as (
    select
        *,
        case
            when source = 'epoch'
                then regexp_extract(model, '^(.+)_(none|minimal|low|medium|high|xhigh|max|unknown|thinking|\d+[kK])$', ['base', 'setting'])
            when source = 'arena'
                then regexp_extract(
                    model,
                    '^(.+?)(?:-| \()(thinking-\d+k|thinking-minimal|non-thinking|no-thinking|thinking|minimal|low|medium|high|xhigh|max)\)?$',
                    ['base', 'setting']
                )
            else {'base': '', 'setting': ''}
        end as parts
    from given
),
candidates as (
    select source, model, organization, model as base, '' as setting, 1 as preference from split
    where source <> 'epoch' or parts.base = ''
    union all
    select source, model, organization, parts.base, lower(parts.setting), 2 from split where parts.base <> ''
),
named as (
    select
        candidates.*,
        regexp_replace(lower(base), '[^a-z0-9._-]+', '-', 'g').trim('-') as basename,
        coalesce(declared.organization_id, prefixed.organization_id) as organization_id
    from candidates
    left join stg_organization_names as declared on declared.source = candidates.source and declared.name = organization
    left join lateral (
        select arg_max(organization_id, length(name)) as organization_id
        from stg_organization_names
        where source = 'prefix' and starts_with(lower(base), name)
    ) as prefixed on true
),
decided as (
    select
        named.*,
        alias.model_id as alias_id,
        known.model_id as known_id,
        case when preference = 1 or named.source = 'epoch' then named.organization_id || '/' || named.basename end as own_id
    from named
    left join raw_alias as alias on alias.source = named.source and alias.model = base
    left join stg_known_names as known
        on known.organization_id = named.organization_id and known.basename = named.basename
),
ranked as (
    select
        source,
        model,
        organization_id,
        setting,
        coalesce(alias_id, known_id, own_id) as model_id,
        case
            when alias_id is not null then 'alias'
            when known_id is not null then 'name'
            when own_id is not null then 'maker'
        end as decided_by,
        base,
        -- Prefer what is known over what is merely well formed, and the whole name over the name less its setting.
        row_number() over (
            partition by source, model
            order by
                case when coalesce(alias_id, known_id) is not null then 1 when own_id is not null then 2 else 3 end,
                preference
        ) as choice
    from decided
)
select
    source,
    model,
    model_id,
    case setting when 'unknown' then 'unknown effort' when 'none' then 'no thinking' else setting end as setting,
    decided_by,
    organization_id,
    base
from ranked
where choice = 1
union all
select
    repositories.source, repositories.model, coalesce(alias.model_id, repositories.model_id), '',
    case when alias.model_id is null then 'hub id' else 'alias' end, null, repositories.model
from repositories
left join raw_alias as alias using (source, model)
union all
select source, model, model_id, '', 'own id', null, model from own
