-- description: The first rows of every domain's lists, of all models and of those that fit each tier, as they are drawn.
-- unique: ranking, position
select
    ranking,
    tier_id,
    domain_id,
    board_id,
    row.* exclude (ranking, score, at_0, at_100, n_ranked, n_tied),
    scores.score,
    scores.score_low,
    scores.score_high,
    100 * (scores.score - at_0) / nullif(at_100 - at_0, 0) as score_at,
    greatest(0, 100 * (scores.score_low - at_0) / nullif(at_100 - at_0, 0)) as low_at,
    least(100, 100 * (scores.score_high - at_0) / nullif(at_100 - at_0, 0)) as high_at,
    n_measured,
    n_benchmarks,
    n_imputed,
    n_self_reported,
    benchmarks,
    score_sources,
    measured_in_full,
    relationships,
    first_dated,
    dated,
    list_sort(list_distinct(list_concat(
        score_sources, [parameters_source, license_source, context_source, released_source]
    ))) as sources,
    'methods/#domain-scores' as method_url
from mart_ranked_rows as row
join mart_rankings using (ranking)
join mart_domain_scores as scores using (domain_id, board_id, model_id, setting)
join mart_domain_evidence using (domain_id, board_id, model_id, setting)
