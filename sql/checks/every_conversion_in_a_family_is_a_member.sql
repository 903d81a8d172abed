-- description: An id that a family's `also` names, but no source measured or no pattern of the family matches.
select family_id, added.model_id
from (select family_id, unnest(also) as model_id from raw_family) as added
anti join mart_model_families using (family_id, model_id)
