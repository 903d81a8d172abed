-- description: Licences of the catalogue that stand beside an id which no source has measured: the id is misspelt, or out of use.
-- severity: warn
select id, license
from raw_catalog_model
anti join mart_models on model_id = id
where license is not null
