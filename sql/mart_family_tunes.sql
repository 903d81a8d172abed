-- description: Every measured model that others built on a family, and the nearest member that it was built on.
-- unique: family_id, model_id
select
    family.family_id,
    lineage.model_id,
    arg_min(lineage.ancestor_id, step) as member_id
from mart_lineage as lineage
join mart_model_families as family on family.model_id = lineage.ancestor_id
join mart_models as tune on tune.model_id = lineage.model_id
left join mart_model_families as own on own.model_id = lineage.model_id
where not is_copy and not is_circle and own.family_id is distinct from family.family_id
group by all
