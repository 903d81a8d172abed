-- description: One row a family of models: its maker, members with open weights and by API, sizes, dates, licences, lowest price.
-- unique: family_id
-- assert: n_open + n_api + n_unknown = n_models
with members as (
    select
        family_id,
        count(*) as n_models,
        count(*) filter (where is_open_weights) as n_open,
        count(*) filter (where is_open_weights is false) as n_api,
        count(*) filter (where is_open_weights is null) as n_unknown,
        min(parameters) as smallest_parameters,
        max(parameters) as largest_parameters,
        min(released_on) as first_released_on,
        max(released_on) as newest_released_on,
        arg_max({'model_id': model_id, 'name': model_name, 'source': released_source}, (released_on, model_id)) filter (where released_on is not null) as newest,
        count(*) filter (where released_on is null) as n_undated,
        list_filter(
            ['permissive', 'conditional', 'non-commercial', 'research-only', 'api-only', 'unknown'],
            lambda class: list_contains(list(license_class), class)
        ) as license_classes,
        arg_min({'model_id': model_id, 'name': model_name, 'price_in': price_in, 'price_out': price_out,
            'price_source': price_source, 'price_provider': price_provider, 'price_listed_on': price_listed_on}, (price_blended, model_id))
            filter (where price_blended is not null and not price_is_withdrawn) as cheapest,
        list_sort(list_distinct(flatten(list(sources)))) as sources
    from page_family_models
    group by family_id
),
related as (
    select pairs.family_id, list({'family_id': other_id, 'name': family.name} order by family.name) as related
    from (
        select family_id, unnest(related) as other_id from raw_family
        union
        select unnest(related), family_id from raw_family
    ) as pairs
    join raw_family as family on family.family_id = other_id
    where other_id in (select family_id from members)
    group by pairs.family_id
),
built as (
    select family_id, count(*) as n_built from mart_family_tunes group by all
)
select
    family_id,
    family.name,
    family.organization as organization_id,
    maker.name as organization_name,
    family.description,
    family.url,
    related.related,
    members.* exclude (family_id),
    coalesce(n_built, 0) as n_built,
    'methods/' as method_url
from raw_family as family
join raw_organization as maker on maker.organization_id = family.organization
join members using (family_id)
left join built using (family_id)
left join related using (family_id)
order by newest_released_on desc nulls last, family.name, family_id
