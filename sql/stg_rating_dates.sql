-- description: The newest date of each list of ratings that has a history.
-- unique: source, benchmark, metric
select source, benchmark, metric, max(dated) as newest_on
from raw_result
where starts_with(metric, 'rating')
group by all
