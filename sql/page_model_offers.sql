-- description: Every offer of each model: the maker's own first, then the cheapest; last what is listed at 0.
--   A list that says 0 means a free tier with limits, a part of a subscription, or no price at all: `is_free` for want
--   of a better word. Such an offer is never the cheapest. `dated` is the day on which it was listed so.
-- unique: model_id, provider, offered
-- unique: model_id, position
-- assert: position <= n_offers
with ordered as (
    select
        *,
        row_number() over (
            partition by model_id
            order by is_first_party desc, is_free, is_deprecated, price_in is null, 3 * price_in + price_out, provider, offered
        ) as position,
        count(*) over (partition by model_id) as n_offers
    from (select *, coalesce(price_in = 0 and price_out = 0, false) as is_free from stg_offers)
    where is_current and model_id in (select model_id from mart_models)
)
select
    model_id,
    position,
    n_offers,
    provider,
    provider_name,
    offered,
    -- One model at two prices: `:free` with limits, `:thinking`. A version such as `:0` is no variant.
    nullif(regexp_extract(offered, ':([a-z]+)$', 1), '') as variant,
    is_first_party,
    is_deprecated,
    price_in,
    price_out,
    is_free,
    context_tokens,
    output_tokens,
    listed_on as dated,
    is_own_list,
    source,
    receipt.name as source_name,
    publisher,
    live_url as source_url,
    'other' as relationship,
    revision,
    source_license,
    retrieved_on
from ordered
join mart_receipts as receipt using (source)
order by model_id, position
