-- description: Makers of models that are offered through an API only, with the terms of their own API where we know them.
-- unique: organization_id
-- not_null: organization_name, n_listed
select
    organization_id,
    any_value(organization_name) as organization_name,
    any_value(terms_url) as terms_url,
    count(*) as n_listed,
    'catalogue' as source
from mart_models
where license_class = 'api-only' and is_listed and organization_id is not null
group by organization_id
order by n_listed desc, organization_id
