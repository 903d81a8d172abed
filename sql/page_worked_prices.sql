-- description: A worked example of the blended price: the first of the arena's overall list that is sold by the token.
-- unique: model_id
-- not_null: price_in, price_out
select
    model_id,
    coalesce(model_name, arena_name) as model_name,
    price_provider,
    price_in,
    price_out,
    3 * price_in + price_out as price_of_four,
    (3 * price_in + price_out) / 4 as price_blended,
    [price_source] as sources,
    'methods/#prices' as method_url
from page_arena
where price_in is not null and model_id is not null
qualify row_number() over (order by position) = 1
order by model_id
