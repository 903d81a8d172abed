-- description: One price a model: the maker's own where it sells it, else the cheapest offer that is not free.
--   A name that its maker points to whatever build is newest has none: what is charged today is not for what was measured.
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
        and (split_part(model_id, '/', 1), name_key(split_part(model_id, '/', 2))) not in (select (organization_id, key) from stg_moving_names)
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
    context.context_tokens,
    context_source,
    listed_on
from priced
left join (
    -- The maker's own figure, else what most offers say: single ones are cut down, or too large by mistake.
    select
        model_id,
        coalesce(max(context_tokens) filter (where is_first_party), mode(context_tokens order by context_tokens)) as context_tokens,
        min(source) as context_source
    from stg_offers
    where is_current and context_tokens is not null
    group by all
) as context using (model_id)
where choice = 1
