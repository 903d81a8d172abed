-- description: How fast each model was at its providers, as published and dated, with what is doubtful about it.
-- unique: source, provider, published_as
select
    model_id,
    provider,
    provider_name,
    model as published_as,
    tokens_per_second,
    latency_seconds,
    quantization,
    doubt,
    dated,
    source,
    source_name,
    source_url,
    license,
    license_url
from stg_speeds
where model_id in (select model_id from mart_models)
order by model_id, doubt is not null, tokens_per_second desc nulls last, provider, published_as
