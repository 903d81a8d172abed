-- description: Up to twelve offers of each model, the maker's own first, then the cheapest.
-- unique: model_id, provider, offered
with ordered as (
    select
        *,
        row_number() over (
            partition by model_id
            order by is_first_party desc, is_deprecated, price_in is null, 3 * price_in + price_out, provider, offered
        ) as choice
    from stg_offers
    where model_id in (select model_id from mart_models)
)
select
    model_id,
    provider,
    provider_name,
    offered,
    is_first_party,
    is_deprecated,
    price_in,
    price_out,
    context_tokens,
    output_tokens,
    dated,
    'https://models.dev' as source_url
from ordered
where choice <= 12
order by model_id, choice
