-- description: Who can be ranked: each listed model at each setting, numbered in the order that breaks display ties.
-- unique: model_id, setting
-- unique: entrant
select
    model_id,
    setting,
    row_number() over (order by name, model_id, setting) as entrant
from (select distinct model_id, setting from mart_headlines)
join mart_models using (model_id)
where is_listed
