-- description: What is named as the nearest tuned relative of a model was tuned, the model was not, and both are of one lineage or family.
select model_id, relative_id, relation
from mart_tuning_relatives as found
where relative_id not in (select model_id from stg_tunings where tuned_score is not null and model_id is not null)
    or model_id in (select model_id from stg_tunings where tuned_score is not null and model_id is not null)
    or not case relation
        when 'lineage' then exists (
            select 1 from mart_lineage as step
            where (step.model_id = found.model_id and step.ancestor_id = found.relative_id)
                or (step.model_id = found.relative_id and step.ancestor_id = found.model_id)
        )
        else exists (
            select 1
            from mart_model_families as own
            join mart_model_families as other using (family_id)
            where own.model_id = found.model_id and other.model_id = found.relative_id
        )
    end
