-- description: The overall rating over time of the models that led at some date or may be the best today.
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
    model as model_name,
    dated,
    score as rating,
    score_low as rating_low,
    score_high as rating_high,
    model in (select arena_name from page_arena where is_tied_best) as is_tied_best,
    source,
    publisher,
    'third_party' as relationship,
    live_url as source_url,
    revision,
    source_license,
    retrieved_on
from ratings
join leaders using (model)
join mart_receipts on source = 'arena'
order by model_name, dated
