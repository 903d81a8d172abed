-- description: Offers of models that no source has measured, and resellers' names that point nowhere.
-- severity: warn
select source, provider, offered from stg_offers where model_id is null
