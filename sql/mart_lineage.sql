-- description: What each model was made from, step by step to the root: its base model, or the model whose weights it has.
--   Step 1 is the nearest. A chain that comes back to a model it has passed ends there, and says so.
-- unique: model_id, step
-- not_null: relation, ancestor_id, source
with parents as (
    select
        id as child_id, same_weights_as as parent_id, null as written, 'same weights' as relation,
        'catalogue' as source, source_url
    from raw_catalog_model
    where same_weights_as is not null
    union all
    select
        mart_models.model_id as child_id,
        coalesce(hub.model_id, lower(parts.name)) as parent_id,
        parts.name as written,
        case when parts.mark = '' then 'base model' else 'merge' end as relation,
        base_model_source as source,
        null as source_url
    from mart_models
    -- The board marks a merge behind the name of one of its parts, and a base that is gone as "Removed".
    cross join lateral (
        select regexp_extract(base_model, '^([^ /]+/[^ ]+)( \(Merge\))?$', ['name', 'mark']) as parts
    )
    left join stg_hub_names as hub on hub.name = lower(parts.name)
    where parts.name <> ''
        and mart_models.model_id not in (select id from raw_catalog_model where same_weights_as is not null)
),
edges as (
    select * from parents where parent_id <> child_id
),
spellings as (
    select lower(written) as model_id, min(written) as written from parents where written is not null group by all
),
chains as (
    with recursive walk as (
        select
            child_id as model_id,
            1 as step,
            parent_id as ancestor_id,
            relation,
            source,
            source_url,
            relation = 'same weights' as is_copy,
            [child_id, parent_id] as passed,
            false as is_circle
        from edges
        union all
        select
            walk.model_id,
            step + 1,
            edges.parent_id,
            edges.relation,
            edges.source,
            edges.source_url,
            is_copy and edges.relation = 'same weights',
            list_append(passed, edges.parent_id),
            list_contains(passed, edges.parent_id)
        from walk
        join edges on edges.child_id = walk.ancestor_id
        where not is_circle
    )
    select * from walk
)
select
    chains.model_id,
    step,
    ancestor_id,
    coalesce(nullif(hub.hub_id, ancestor_id), written, ancestor_id) as ancestor_name,
    relation,
    source,
    source_url,
    is_copy,
    is_circle,
    known.model_id is not null as is_measured
from chains
left join stg_hub_ids as hub on hub.model_id = ancestor_id
left join spellings on spellings.model_id = ancestor_id
left join mart_models as known on known.model_id = ancestor_id
