-- description: How old each source's figures are, and when it is to be asked again, by the data's own clock.
--   Now is the newest retrieval of any source: a build never asks what day it is.
-- unique: source
-- assert: is_frozen or cadence_days is not null
-- assert: (due_at is null) = is_frozen
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
    max(retrieved_at) over () as now_at,
    date_diff('day', upstream_on, now_at::date) as age_days,
    retrieved_at + to_days(cadence_days::integer) as due_at,
    coalesce(due_at < now_at, false) as is_overdue,
    -- A live source whose newest figure is two months old has stopped, or moved away.
    not is_frozen and coalesce(age_days > 60, false) as is_stale
from raw_snapshot
left join cadences using (cadence)
