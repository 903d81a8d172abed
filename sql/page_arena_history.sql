-- description: The overall rating over time of the models that led at some date or may be the best today.
--   `scale_break` says on a date, of all rows of it, that the scale had broken since the date before.
-- unique: model_name, dated
with ratings as (
    select model, dated, score, score_low, score_high
    from stg_rating_history
    where source = 'arena' and upstream = 'overall' and metric = 'rating'
),
leaders as (
    select arg_max(model, score) as model from ratings group by dated
    union
    select arena_name from page_arena where is_tied_best
)
select
    coalesce(page_arena.model_name || case when setting <> '' then ' (' || setting || ')' else '' end, model) as model_name,
    ratings.dated,
    -- Only ratings of one segment are on one scale.
    (
        select count(*) from mart_rating_breaks as breaks
        where breaks.metric = 'rating' and is_break and breaks.dated <= ratings.dated
    ) as segment,
    ratings.score as rating,
    score_low as rating_low,
    score_high as rating_high,
    coalesce(is_tied_best, false) as is_tied_best,
    case when has_moved then replace(printf('scale %+.0f', shift), '-', '−') when is_break then 'scale stretched' end as scale_break,
    receipt.source,
    receipt.publisher,
    'third_party' as relationship,
    live_url as source_url,
    receipt.revision,
    receipt.source_license,
    receipt.retrieved_on
from ratings
join leaders using (model)
join mart_receipts as receipt on receipt.source = 'arena'
left join page_arena on arena_name = model
left join mart_rating_breaks as span on span.metric = 'rating' and span.dated = ratings.dated
order by model_name, ratings.dated
