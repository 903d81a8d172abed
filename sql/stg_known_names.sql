-- description: What a bare name may stand for: a maker's own Hub repositories, and what its own API offers.
--   A Hub repository comes before an offer of the same name; a name that two of a maker's repositories share is left out.
-- unique: organization_id, basename
with hub as (
    select organization_id, basename, min(model_id) as model_id
    from stg_hub_ids
    join stg_organization_names as names on names.source = 'hub' and names.name = namespace
    group by organization_id, basename
    having count(*) = 1
),
catalogue as (
    select organization_id, split_part(id, '/', 2) as basename, id as model_id
    from raw_catalog_model
    join raw_organization on organization_id = split_part(id, '/', 1)
),
offers as (
    select
        organization_id,
        regexp_replace(lower(model), '[^a-z0-9._-]+', '-', 'g') as basename,
        organization_id || '/' || basename as model_id
    from raw_offer
    join stg_organization_names as names on names.source = 'models_dev' and names.name = provider
    where is_text
),
every_name as (
    select *, 1 as preference from hub
    union all
    select *, 2 from catalogue
    union all
    select *, 3 from offers
)
select organization_id, basename, arg_min(model_id, (preference, model_id)) as model_id
from every_name
group by organization_id, basename
