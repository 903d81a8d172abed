-- description: Corrections of what the source no longer says: delete the file, or review what it says now.
-- severity: warn
select correction_id, source, model, was, said
from stg_corrections
where not is_in_force
