-- description: The family and generation of every model that its maker released itself, by the patterns of the catalogue.
--   A maker's own releases are in its repositories or have none; `also` adds conversions of what it put on no hub.
-- unique: model_id
select
    model_id,
    family.family_id,
    generation.generation,
    generation.position as generation_order
from mart_models as model
join raw_family as family on family.organization = model.organization_id or list_contains(family.also, model_id)
join raw_generation as generation
    on generation.family_id = family.family_id
    and regexp_matches(split_part(model_id, '/', 2), '^(?:' || generation.pattern || ')')
left join stg_organization_names as own
    on own.source = 'hub' and own.name = split_part(model_id, '/', 1) and own.organization_id = family.organization
where hub_id is null or own.name is not null or list_contains(family.also, model_id)
