-- description: The cache that a model of unknown shape is given is larger than that of all models of known shape, by size.
-- severity: warn
select model_id, basis, shape.shape.growing_bytes + shape.shape.windowed_bytes as bytes, 4 * pow(parameters * if(parameters < 2e9, 32, 80) / 12, 2.0 / 3) / if(parameters < 2e9, 32, 80) as bound
from mart_shapes as shape
where basis <> 'bound' and shape.shape.growing_bytes + shape.shape.windowed_bytes > bound * 1.001
