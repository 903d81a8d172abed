-- description: Every name that a source knows a maker by, with the maker's id.
-- unique: source, name
-- not_null: organization_id
select 'hub' as source, unnest(hub) as name, organization_id from raw_organization
union all
select 'arena', unnest(arena), organization_id from raw_organization
union all
select 'epoch', unnest(epoch), organization_id from raw_organization
union all
select 'models_dev', unnest(providers), organization_id from raw_organization
union all
select 'prefix', unnest(prefixes), organization_id from raw_organization
