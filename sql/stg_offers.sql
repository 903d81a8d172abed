-- description: Every offer of a provider, with the model it is of where that is certain.
--   A price is as listed on the day it was read: no source dates it. When an entry was made or last changed, which some
--   say, is mostly the model's release.
--   Where two sources tell of one offer, a provider's own list stands before what others tell of it, then what was read
--   last; the other is kept beside it.
--   A reseller's name does not make it certain where what the list shows beside it speaks of another model.
-- unique: source, provider, offered
-- not_null: listed_on
with other_names as (
    select model_id, string_agg(model, ' ') as aliases from raw_alias group by model_id
),
-- Words of the name it is shown under that neither its own name, nor the model's, nor the provider's has.
worded as (
    select
        offer.source,
        offer.provider,
        offer.model,
        string_split(name_key(concat_ws(' ', offer.model, names.model_id, names.setting, offer.provider, aliases)), ' ') as words,
        list_filter(string_split(name_key(offer.name), ' '), lambda word: not list_contains(words, word)) as further,
        regexp_replace(offer.model || names.model_id, '[^0-9]', '', 'g') as digits,
        -- `4.5` where the model's name has the 4 and no 5.
        list_filter(
            regexp_extract_all(offer.name, '\d+\.[1-9]\d*'),
            lambda version: list_contains(words, split_part(version, '.', 1)) and not list_contains(words, split_part(version, '.', 2))
        ) as versions
    from raw_offer as offer
    join stg_names as names on names.source = offer.source and names.model = offer.model
    left join other_names using (model_id)
    where not exists (select 1 from stg_organization_names as own where own.source = 'models_dev' and own.name = offer.provider)
        and names.decided_by not in ('hub id', 'renamed', 'hub id given')
),
doubted as (
    select source, provider, model
    from worded
    where list_has_any(further, ['thinking', 'reasoning', 'exp', 'uncensored', 'flashx', 'fp', 'preview', 'distill'])
        or list_contains(further, 'instruct') and not list_has_any(words, ['it', 'chat', 'instruct'])
        or len(versions) > 0
        or len(list_filter(further, lambda word: regexp_full_match(word, '[01]\d[0-3]\d|2[3-9](0\d|1[0-2])') and not contains(digits, word))) > 0
),
matched as (
    select
        offer.source,
        offer.provider,
        provider_name,
        offer.model as offered,
        offer.name,
        case when doubted.model is null then names.model_id end as model_id,
        own.organization_id is not distinct from names.organization_id and own.name is not null as is_first_party,
        price_in,
        price_out,
        context_tokens,
        output_tokens,
        released_on,
        taken_on as listed_on,
        -- A source that has the name of a provider is that provider's own list.
        offer.source = offer.provider as is_own_list,
        is_open_weights,
        coalesce(status, '') = 'deprecated' as is_deprecated
    from raw_offer as offer
    join raw_snapshot using (source)
    join stg_names as names on names.source = offer.source and names.model = offer.model
    left join doubted on doubted.source = offer.source and doubted.provider = offer.provider and doubted.model = offer.model
    left join stg_organization_names as own on own.source = 'models_dev' and own.name = offer.provider
    where is_text
)
select
    *,
    row_number() over (partition by provider, offered order by is_own_list desc, listed_on desc, source) = 1 as is_current
from matched
