-- description: Every offer of a provider, with the model it is of where that is certain.
--   Where two sources tell of one offer, the one with the newer date stands; the other is kept beside it.
-- unique: source, provider, offered
with matched as (
    select
        offer.source,
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
        coalesce(status, '') = 'deprecated' as is_deprecated,
        offer.hub_id as given_hub_id
    from raw_offer as offer
    join stg_names as names on names.source = offer.source and names.model = offer.model
    left join stg_organization_names as own on own.source = 'models_dev' and own.name = offer.provider
    where is_text
)
select
    *,
    row_number() over (partition by provider, offered order by dated desc nulls last, source) = 1 as is_current
from matched
