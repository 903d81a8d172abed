-- description: A live source whose newest figure lies months before the newest retrieval has stopped, or moved.
-- severity: warn
select source, fresh_on, age_days, stale_since_on
from mart_freshness
where is_stale
