-- description: A merge of a closed model's name with a Hub repository would show here.
select model_id, fact.model, fact.license
from raw_model_fact as fact
join stg_names using (source, model)
join mart_models using (model_id)
where fact.source = 'arena' and lower(fact.license) = 'proprietary' and mart_models.is_open_weights
