-- description: Models that are the same weights under another name, each with every other; scores are never merged.
-- unique: model_id, other_id
with groups as (
    -- The original that a chain of copies ends at, and each of its copies.
    select model_id, arg_max(ancestor_id, step) as original_id from mart_lineage where is_copy and not is_circle group by all
    union all
    select distinct same_weights_as, same_weights_as from raw_catalog_model
    where same_weights_as is not null
        and same_weights_as not in (select id from raw_catalog_model where same_weights_as is not null)
)
select
    one.model_id,
    other.model_id as other_id,
    coalesce(hub.hub_id, other.model_id) as other_name,
    other.model_id = other.original_id as is_original,
    other.model_id in (select model_id from mart_models) as is_measured,
    'catalogue' as source,
    coalesce(
        (select any_value(source_url) from raw_catalog_model where id = one.model_id and same_weights_as is not null),
        (select any_value(source_url) from raw_catalog_model where id = other.model_id and same_weights_as is not null)
    ) as source_url
from groups as one
join groups as other on other.original_id = one.original_id and other.model_id <> one.model_id
left join stg_hub_ids as hub on hub.model_id = other.model_id
where one.model_id in (select model_id from mart_models)
order by one.model_id, is_original desc, other_id
