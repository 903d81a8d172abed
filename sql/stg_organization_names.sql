-- description: Every name that a maker goes by, with the maker's id: `hub` and `models_dev` are namespaces of its own,
--   `name` is any name or namespace at all, in lower case, and a `prefix` is how the names of its models begin, as words.
-- unique: source, name
-- not_null: organization_id
with every_name as (
    select 'hub' as source, unnest(hub) as name, organization_id from raw_organization
    union all
    select 'models_dev', unnest(providers), organization_id from raw_organization
    union all
    select 'given', unnest(arena || epoch || [organization_id]), organization_id from raw_organization
    union all
    select 'prefix', unnest(prefixes), organization_id from raw_organization
)
select source, name, organization_id from every_name where source in ('hub', 'models_dev')
union all
select distinct 'prefix', name_key(name), organization_id from every_name where source = 'prefix' and name not like '%/%'
union all
select distinct 'name', rtrim(lower(name), '/'), organization_id from every_name where source <> 'prefix' or name like '%/'
