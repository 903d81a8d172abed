-- description: Licences and bases of the catalogue beside an id which no source has measured: the id is misspelt, or out of use.
-- severity: warn
select id, license, base_model
from raw_catalog_model
anti join mart_models on model_id = id
where license is not null or base_model is not null
