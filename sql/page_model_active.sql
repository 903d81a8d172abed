-- description: Models whose active parameters come from another source than their size, and which.
-- unique: model_id
select model_id, parameters_active, parameters_active_source, reviewed_url, [parameters_active_source] as sources, 'methods/#facts' as method_url
from mart_models
where parameters_active_source <> parameters_source
order by model_id
