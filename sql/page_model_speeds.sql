-- description: How fast each model was at its providers, as published and dated, with what is doubtful about it.
-- unique: source, provider, offered
select
    model_id,
    provider,
    provider_name,
    model as offered,
    tokens_per_second,
    latency_seconds,
    quantization,
    doubt,
    dated,
    source,
    source_name,
    publisher,
    source_url,
    'other' as relationship,
    revision,
    license as source_license,
    license_url as source_license_url,
    retrieved_on,
    entered_on
from stg_speeds
join mart_receipts using (source)
where model_id in (select model_id from mart_models)
order by model_id, doubt is not null, tokens_per_second desc nulls last, provider, offered
