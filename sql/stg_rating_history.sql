-- description: Every rating of every date, for what changes over time.
-- unique: source, model, upstream, metric, dated
select source, model, benchmark as upstream, metric, dated, score, score_low, score_high
from raw_result
where starts_with(metric, 'rating')
