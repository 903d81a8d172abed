-- description: Between which dates the scale of the arena's overall ratings moved, told by the models rated on both.
--   Shift: the median change of a rating. Stretch: the median change of the upper third less that of the lower third.
--   Both with 95 % intervals: a median's error is 1.2533 · σ / √n, where σ is what one change spreads (1.4826 times the
--   median distance from the median) or what the published errors allow of it, whichever is larger.
--   The scale broke where such an interval lies wholly beyond one point: ratings are published in whole points.
-- unique: metric, dated
-- not_null: since, n_models, shift, is_break, why
-- assert: since < dated and shift_low <= shift and shift <= shift_high
-- assert: stretch is null or (stretch_low <= stretch and stretch <= stretch_high)
-- assert: is_break = (greatest(shift_low, stretch_low) > 1 or least(shift_high, stretch_high) < -1)
with ratings as (
    select *, (score_high - score_low) / (2 * 1.959964) as se
    from stg_rating_history
    where source = 'arena' and upstream = 'overall'
),
spans as (
    select metric, dated as since, lead(dated) over (partition by metric order by dated) as dated
    from (select distinct metric, dated from ratings)
),
changes as (
    select
        metric,
        spans.since,
        spans.dated,
        later.score - earlier.score as change,
        sqrt(earlier.se ** 2 + later.se ** 2) as se,
        ntile(3) over (partition by metric, spans.dated order by earlier.score, earlier.model) as third
    from spans
    join ratings as earlier using (metric)
    join ratings as later using (metric, model)
    where earlier.dated = spans.since and later.dated = spans.dated
),
thirds as (
    select
        metric,
        since,
        dated,
        third,
        count(*) as n_models,
        median(change) as shift,
        greatest(1.4826 * mad(change), coalesce(median(se), 0)) as spread
    from changes
    -- Of all models together, and of each third of them.
    group by grouping sets ((metric, since, dated), (metric, since, dated, third))
),
measured as (
    select
        whole.metric,
        whole.since,
        whole.dated,
        whole.n_models,
        whole.shift,
        1.959964 * 1.2533 * whole.spread / sqrt(whole.n_models) as shift_error,
        upper.shift - lower.shift as stretch,
        1.959964 * 1.2533 * sqrt(upper.spread ** 2 / upper.n_models + lower.spread ** 2 / lower.n_models) as stretch_error
    from thirds as whole
    join thirds as lower using (metric, dated)
    join thirds as upper using (metric, dated)
    where whole.third is null and lower.third = 1 and upper.third = 3
),
judged as (
    select
        *,
        abs(shift) - shift_error > 1 as has_moved,
        coalesce(abs(stretch) - stretch_error > 1, false) as has_stretched
    from measured
)
select
    metric,
    since,
    dated,
    n_models,
    shift,
    shift - shift_error as shift_low,
    shift + shift_error as shift_high,
    stretch,
    stretch - stretch_error as stretch_low,
    stretch + stretch_error as stretch_high,
    has_moved,
    has_moved or has_stretched as is_break,
    case
        when has_moved and has_stretched then 'moved and stretched'
        when has_moved then 'moved'
        when has_stretched then 'stretched'
        else 'no break shown'
    end as why
from judged
