-- description: Sizes that do not fit the model's name, or that are an estimate: which of them are left out and why, and what
--   stands instead. What fits no name but has no known cause is kept, as names are wrong as well.
-- unique: model_id, source
-- not_null: stated, is_believed, reason
select
    claim.model_id,
    model.name as model_name,
    claim.source,
    stated,
    named_parameters,
    is_believed,
    case
        when is_estimate then why
        when why is not null then why
        when claim.parameters > named_parameters then 'larger than its name says, and no sign that the count is wrong: enlarged, or a mixture named by one expert'
        else 'smaller than its name says, and no sign that the count is wrong: pruned, merged, or named after something else'
    end as reason,
    model.parameters as used_parameters,
    model.parameters_source as used_source,
    model.is_listed,
    list_sort(list_distinct([claim.source, coalesce(model.parameters_source, claim.source)])) as sources,
    'methods/#facts' as method_url
from mart_size_claims as claim
join mart_models as model on model.model_id = claim.model_id
where not fits or is_estimate
order by model.is_listed desc, is_believed, reason, claim.model_id, claim.source
