-- description: Listed models whose size in use does not fit their name, though no sign shows that the count is wrong.
-- severity: warn
select model_id, claim.source, claim.parameters, named_parameters
from mart_size_claims as claim
join mart_models as model using (model_id)
where not fits and is_believed and claim.source = parameters_source and is_listed
