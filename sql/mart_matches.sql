-- description: How the names of each source were matched to a model: how many each rule decided, and how many none did.
-- unique: source, decided_by
select source, coalesce(decided_by, 'nothing') as decided_by, model_id is not null as is_matched, count(*) as n_names
from stg_names
group by all
