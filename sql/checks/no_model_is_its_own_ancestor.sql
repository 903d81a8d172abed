-- description: Base models that lead in a circle: one of them is wrong, and lineage is cut there.
-- severity: warn
select model_id, ancestor_id, step from mart_lineage where is_circle
