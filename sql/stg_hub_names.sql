-- description: Every name of a Hub repository that a source or the catalogue gives, in lower case, with the id that the
--   repository has now: its name, unless it was renamed, or all that its maker has was.
-- unique: name
-- not_null: model_id
with names as (
    select model as hub_id, 1 as preference from raw_model_fact
    where source in ('open_llm_leaderboard', 'open_llm_leaderboard_v1', 'model_facts')
    union all
    select hub_id, 2 from raw_offer where hub_id is not null
    union all
    -- Some makers' Hub names are also their ids here (openai, google): a reviewed model of theirs that no Hub source
    -- lists is on the Hub only where its weights are known, which its size or shape shows.
    select id, 3 from raw_catalog_model
    where split_part(id, '/', 1) in (select name from stg_organization_names where source = 'hub')
        and (
            split_part(id, '/', 1) not in (select organization_id from raw_organization)
            or parameters is not null
            or layers is not null
        )
    union all
    select model, 4 from raw_alias where source is null and model like '%/%'
),
renamed as (
    select unnest(renamed) as old, hub[1] as new from raw_organization
)
select
    lower(names.hub_id) as name,
    coalesce(any_value(alias.model_id), any_value(new || '/' || split_part(lower(names.hub_id), '/', 2)), lower(names.hub_id)) as model_id,
    arg_min(names.hub_id, (preference, names.hub_id)) as hub_id
from names
left join renamed on old = split_part(lower(names.hub_id), '/', 1)
left join raw_alias as alias on alias.source is null and lower(alias.model) = lower(names.hub_id)
where regexp_full_match(lower(names.hub_id), '[a-z0-9_-][a-z0-9._-]*/[a-z0-9_-][a-z0-9._-]*')
group by lower(names.hub_id)
