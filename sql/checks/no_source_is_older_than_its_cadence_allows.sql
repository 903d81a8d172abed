-- description: A live source whose newest figure lies months before the newest retrieval has stopped, or moved.
-- severity: warn
select source, upstream_on, age_days
from mart_freshness
where is_stale
