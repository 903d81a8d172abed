-- description: Every Hub repository that a source or the catalogue names: its canonical id is its name in lower case.
-- unique: model_id
-- not_null: model_id
select
    model_id,
    -- As its maker writes it; where only an old name is known, the new one is known in lower case alone.
    coalesce(max(hub_id) filter (where name = model_id), model_id) as hub_id,
    split_part(model_id, '/', 1) as namespace,
    split_part(model_id, '/', 2) as basename
from stg_hub_names
group by model_id
