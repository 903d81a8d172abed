-- description: Merges, adapters, flagged and vanished models never swell a ranking.
select ranking, model_id
from mart_ranks
join mart_models using (model_id)
where not is_listed
