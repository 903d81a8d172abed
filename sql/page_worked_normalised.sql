-- description: A worked example of the Open LLM Leaderboard's normalisation and of its error: the leader on its GPQA.
-- unique: model_id
-- not_null: raw_score, se
-- assert: abs(100 * (p - chance) / (1 - chance) - score) < 0.001 and abs(100 * se_raw / (1 - chance) - se) < 0.001
select
    benchmark_id,
    benchmark.name as benchmark_name,
    headline.model_id,
    model.name as model_name,
    headline.raw_score,
    headline.raw_score / 100 as p,
    benchmark.chance / 100 as chance,
    headline.questions as n,
    sqrt(headline.raw_score / 100 * (1 - headline.raw_score / 100) / headline.questions) as se_raw,
    headline.score,
    headline.se,
    headline.score_low,
    headline.score_high,
    [headline.source] as sources,
    [headline.relationship] as relationships,
    'methods/#normalised' as method_url
from mart_headlines as headline
join mart_ranks as ranks
    on ranks.ranking = 'benchmark/gpqa' and position = 1
    and ranks.model_id = headline.model_id and ranks.setting = headline.setting
join mart_models as model on model.model_id = headline.model_id
join (select benchmark_id, name, chance from raw_benchmark) as benchmark using (benchmark_id)
where benchmark_id = 'gpqa'
order by headline.model_id
