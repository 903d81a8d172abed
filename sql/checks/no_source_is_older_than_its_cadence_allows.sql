-- description: A live source whose newest figure lies months before its retrieval has stopped, or moved.
-- severity: warn
select source, upstream_on, taken_on
from raw_snapshot
where cadence <> 'frozen' and upstream_on < taken_on - interval 60 day
