-- description: Every published speed of a model at a provider, with the model it is of where that is certain.
-- unique: source, provider, model
-- not_null: dated, source_url
-- assert: doubt is not null or coalesce(tokens_per_second, 10) >= 10
select
    speed.source,
    provider,
    provider_name,
    speed.model,
    names.model_id,
    tokens_per_second,
    latency_seconds,
    quantization,
    doubt,
    dated,
    source_name,
    source_url,
    license,
    license_url
from raw_speed as speed
left join stg_names as names using (source, model)
