-- description: Among the hundred first of the arena, an open model whose cache is only bounded wants a reviewed shape.
-- severity: warn
select distinct ranks.model_id
from mart_ranks as ranks
join mart_shapes as shape using (model_id)
where ranking = 'benchmark/arena-overall' and position <= 100 and basis = 'bound'
