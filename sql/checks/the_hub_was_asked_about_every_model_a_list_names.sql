-- description: Models of the lists of which the Hub itself said nothing: new since it was asked, or unknown to a mirror.
-- severity: warn
select hub_id
from mart_shortlisted
anti join (select model_id from stg_facts where source = 'hub_models') using (model_id)
