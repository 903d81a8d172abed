-- description: Overall arena rating against blended price (three parts input, one part output).
-- unique: model_name, setting
select
    model_id,
    page_arena.model_name,
    page_arena.setting,
    page_arena.organization_name,
    rating,
    rating_low,
    rating_high,
    is_tied_best,
    page_arena.is_open_weights,
    price_blended,
    mart_prices.provider as price_provider,
    mart_prices.listed_on as price_listed_on,
    list_sort([page_arena.source, mart_prices.source]) as sources,
    [page_arena.relationship] as relationships,
    page_arena.dated as measured_on,
    'methods/#prices' as method_url
from page_arena
join mart_prices using (model_id)
where page_arena.model_name is not null and not is_deprecated
qualify row_number() over (partition by page_arena.model_name, setting order by position) = 1
order by price_blended, model_id, setting
