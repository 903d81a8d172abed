-- description: Each benchmark with what the scores say of it: how many models, the best, the middle, the resolution.
--   Smallest difference: 1.96 · √2 · the error of a model in the middle of the list, what two models must differ by, at the least,
--   to be told apart without results question by question (Miller, arXiv 2411.00640).
-- unique: benchmark_id
with scores as (
    select
        benchmark_id,
        count(distinct model_id) as n_models,
        count(*) as n_entries,
        case when count(distinct headline.n) = 1 then any_value(headline.n) end as common_n,
        arg_max({'model_id': model_id, 'name': name, 'setting': setting}, (headline.score, name, model_id, setting)) as best,
        median(headline.score) as median_score,
        max(dated) as newest_on,
        list(distinct relationship order by relationship) as relationships
    from mart_headlines as headline
    join mart_models using (model_id)
    where is_listed
    group by all
),
everything as (
    select benchmark_id, count(*) as n_scores from mart_scores group by all
)
select
    benchmark.*,
    domain.name as domain_name,
    board.name as board_name,
    coalesce(n_models, 0) as n_models,
    coalesce(n_entries, 0) as n_entries,
    common_n,
    coalesce(n_scores, 0) as n_scores,
    health.best_score,
    scores.best.model_id as best_model_id,
    scores.best.name as best_name,
    scores.best.setting as best_setting,
    coalesce(health.n_best, 0) as n_best,
    median_score,
    newest_on,
    relationships,
    health.smallest_difference,
    (select any_value(n_tied) from mart_ranks where ranking = 'benchmark/' || benchmark.benchmark_id) as n_tied,
    health.headroom
from raw_benchmark as benchmark
join raw_domain as domain on domain.domain_id = benchmark.domain
join raw_board as board on board.board_id = benchmark.board
left join scores using (benchmark_id)
left join mart_benchmark_health as health on health.benchmark_id = benchmark.benchmark_id and tier_id = ''
left join everything using (benchmark_id)
