-- description: Every offer of a provider, with the model it is of where that is certain.
--   A price is as listed on the day it was read: no source dates it. `entry_changed_on` is when the source says that it
--   made or last changed the entry, mostly the model's release.
--   Where two sources tell of one offer, a provider's own list stands before what others tell of it, then what was read
--   last; the other is kept beside it.
-- unique: source, provider, offered
-- not_null: listed_on
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
        taken_on as listed_on,
        dated as entry_changed_on,
        -- A source that has the name of a provider is that provider's own list.
        offer.source = provider as is_own_list,
        is_open_weights,
        coalesce(status, '') = 'deprecated' as is_deprecated,
        offer.hub_id as given_hub_id
    from raw_offer as offer
    join raw_snapshot using (source)
    join stg_names as names on names.source = offer.source and names.model = offer.model
    left join stg_organization_names as own on own.source = 'models_dev' and own.name = offer.provider
    where is_text
)
select
    *,
    row_number() over (partition by provider, offered order by is_own_list desc, listed_on desc, source) = 1 as is_current
from matched
