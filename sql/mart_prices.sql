-- description: One price a model: the maker's own where it sells it, else the cheapest offer that is not free.
-- unique: model_id
-- assert: price_in > 0 and price_out > 0
with priced as (
    select
        *,
        row_number() over (
            partition by model_id order by is_first_party desc, is_deprecated, price_in * 3 + price_out, provider, offered
        ) as choice
    from stg_offers
    where model_id is not null and is_current and price_in > 0 and price_out > 0
)
select
    model_id,
    source,
    provider,
    is_first_party,
    is_deprecated,
    price_in,
    price_out,
    (3 * price_in + price_out) / 4 as price_blended,
    max_context.context_tokens,
    context_source,
    dated,
    source
from priced
join (
    select model_id, max(context_tokens) as context_tokens, arg_max(source, context_tokens) as context_source
    from stg_offers
    where is_current
    group by all
) as max_context using (model_id)
where choice = 1
