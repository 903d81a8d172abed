-- description: How old each source's figures are, and when it is to be asked again, by the data's own clock.
--   Now is the newest retrieval of any source: a build never asks what day it is. A source that dates nothing is as old
--   as the reading that last brought something new; a reading that brings nothing new leaves no trace.
-- unique: source
-- not_null: fresh_on, age_days
-- assert: is_frozen or cadence_days is not null
-- assert: (due_at is null) = is_frozen
-- assert: is_stale = (stale_since_on is not null)
with cadences as (
    select unnest([
        {'cadence': 'daily', 'cadence_days': 1},
        {'cadence': 'weekly', 'cadence_days': 7},
        {'cadence': 'monthly', 'cadence_days': 31}
    ], recursive := true)
)
select
    source,
    cadence,
    cadence = 'frozen' as is_frozen,
    cadence_days,
    retrieved_at,
    upstream_on,
    coalesce(upstream_on, retrieved_at::date) as fresh_on,
    max(retrieved_at) over () as now_at,
    date_diff('day', fresh_on, now_at::date) as age_days,
    retrieved_at + to_days(cadence_days::integer) as due_at,
    coalesce(due_at < now_at, false) as is_overdue,
    -- A live source whose newest figure is two months old has stopped, or moved away.
    not is_frozen and age_days > 60 as is_stale,
    case when is_stale then fresh_on + 61 end as stale_since_on
from raw_snapshot
left join cadences using (cadence)
