-- description: Between which dates the scale of the arena's overall ratings moved or stretched, plain and style-controlled.
-- unique: ratings, dated
-- not_null: since, n_models, shift, why
with breaks as (
    select * from mart_rating_breaks where is_break
)
select
    case when metric = 'rating' then 'plain' else 'style-controlled' end as ratings,
    breaks.since,
    breaks.dated,
    breaks.n_models,
    breaks.shift,
    breaks.shift_low,
    breaks.shift_high,
    breaks.stretch,
    breaks.stretch_low,
    breaks.stretch_high,
    breaks.why,
    receipt.source,
    receipt.publisher,
    'third_party' as relationship,
    live_url as source_url,
    receipt.revision,
    receipt.source_license,
    receipt.retrieved_on,
    'methods/#arena' as method_url
from breaks
join mart_receipts as receipt on receipt.source = 'arena'
order by ratings, breaks.dated
