-- description: Every offer of a provider, with the model it is of where that is certain.
-- unique: provider, offered
with pointed as (
    select
        *,
        -- models.dev points from a reseller's name to the maker's: `anthropic/claude-opus-4-6`.
        case when base_model is not null then split_part(base_model, '/', 1) else provider end as maker,
        regexp_replace(
            lower(case when base_model is not null then split_part(base_model, '/', 2) else model end), '[^a-z0-9._-]+', '-', 'g'
        ) as basename
    from raw_offer
    where is_text
)
select
    provider,
    provider_name,
    model as offered,
    offer.name,
    coalesce(hub.model_id, known.model_id) as model_id,
    own.organization_id is not distinct from maker.organization_id and own.name is not null as is_first_party,
    price_in,
    price_out,
    context_tokens,
    output_tokens,
    released_on,
    dated,
    is_open_weights,
    coalesce(status, '') = 'deprecated' as is_deprecated
from pointed as offer
left join stg_hub_ids as hub on hub.model_id = lower(offer.model)
left join stg_organization_names as maker on maker.source = 'models_dev' and maker.name = offer.maker
left join stg_organization_names as own on own.source = 'models_dev' and own.name = offer.provider
left join stg_known_names as known on known.organization_id = maker.organization_id and known.basename = offer.basename
