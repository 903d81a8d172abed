-- description: Names that nothing decides have no model page; the coverage table counts them.
-- severity: warn
select source, model from stg_names where model_id is null
