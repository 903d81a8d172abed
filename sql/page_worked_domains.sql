-- description: A worked example of a domain score and its error: the first model of the open board's overall list that was
--   measured on all of its benchmarks, one row a benchmark.
-- unique: benchmark_id
-- not_null: score, se, domain_score
-- assert: abs(mean - domain_score) < 0.0001 and abs(se_of_mean - domain_se) < 0.005
with chosen as (
    select ranks.model_id, ranks.setting, ranks.score, ranks.se, evidence.n_benchmarks
    from mart_ranks as ranks
    join mart_domain_scores as evidence
        on evidence.domain_id = 'overall' and evidence.board_id = 'open'
        and evidence.model_id = ranks.model_id and evidence.setting = ranks.setting
    where ranks.ranking = 'domain/overall/open' and evidence.n_imputed = 0
    order by position
    limit 1
)
select
    benchmark_id,
    basket.name as benchmark_name,
    model_id,
    model.name as model_name,
    headline.score,
    headline.se,
    chosen.n_benchmarks,
    avg(headline.score) over () as mean,
    sum(headline.se ** 2) over () as sum_of_squares,
    sqrt(sum(headline.se ** 2) over ()) / chosen.n_benchmarks as se_of_mean,
    chosen.score as domain_score,
    chosen.se as domain_se,
    [headline.source] as sources,
    [headline.relationship] as relationships,
    'methods/#domain-scores' as method_url
from chosen
join mart_models as model using (model_id)
join mart_headlines as headline using (model_id, setting)
join mart_baskets as basket using (benchmark_id)
where basket.domain_id = 'overall' and basket.board_id = 'open'
order by benchmark_id
