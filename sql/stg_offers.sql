-- description: Every offer of a provider, with the model it is of where that is certain.
-- unique: provider, offered
select
    provider,
    provider_name,
    offer.model as offered,
    offer.name,
    names.model_id,
    own.organization_id is not distinct from names.organization_id and own.name is not null as is_first_party,
    price_in,
    price_out,
    context_tokens,
    output_tokens,
    released_on,
    dated,
    is_open_weights,
    coalesce(status, '') = 'deprecated' as is_deprecated
from raw_offer as offer
join stg_names as names on names.source = offer.source and names.model = offer.model
left join stg_organization_names as own on own.source = 'models_dev' and own.name = offer.provider
where is_text
