-- description: Sizes in use that are ten times what the name says, or a tenth, unless reviewed: a unit was mistaken.
select model_id, claim.source, claim.parameters, named_parameters
from mart_size_claims as claim
join mart_models as model using (model_id)
where not fits and is_believed and claim.source <> 'catalogue' and claim.source = parameters_source
    and not claim.parameters between named_parameters / 10 and named_parameters * 10
