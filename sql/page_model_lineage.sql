-- description: What each model was made from, the root first: base models and copies of weights, one row a step, with who says so.
-- unique: model_id, step
select
    model_id,
    step,
    ancestor_id,
    ancestor_name,
    relation,
    source,
    source_url,
    is_measured
from mart_lineage
where not is_circle and model_id in (select model_id from mart_models)
order by model_id, step desc
