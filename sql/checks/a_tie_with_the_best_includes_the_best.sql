-- description: The leader of a list is tied with itself, and its rank range begins at one.
select ranking, model_id
from mart_ranks
where position = 1 and not (is_tied_best and rank_low = 1 and flag_best = 'leader')
