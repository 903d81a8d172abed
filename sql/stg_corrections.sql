-- description: Reviewed corrections, under the model's own id, and whether the source still says what they correct.
-- unique: correction_id
-- not_null: source, kind, model, was, reason, evidence, reviewed_on, is_in_force
select
    correction_id,
    source,
    kind,
    model,
    model_id,
    field,
    benchmark,
    metric,
    setup,
    was,
    now,
    said,
    reason,
    evidence,
    reviewed_on,
    said is not distinct from was as is_in_force
from raw_correction
left join stg_names using (source, model)
