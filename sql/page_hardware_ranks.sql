-- description: The first thirty of each domain among the models that fit each tier, ranked among themselves.
-- unique: tier_id, domain_id, board_id, position
select
    tier_id,
    domain_id,
    board_id,
    row.* exclude (family, score, at_0, at_100, se, n_ranked, n_tied),
    scores.score,
    scores.score_low,
    scores.score_high,
    100 * (scores.score - at_0) / nullif(at_100 - at_0, 0) as score_at,
    greatest(0, 100 * (scores.score_low - at_0) / nullif(at_100 - at_0, 0)) as low_at,
    least(100, 100 * (scores.score_high - at_0) / nullif(at_100 - at_0, 0)) as high_at,
    n_measured,
    n_benchmarks,
    n_imputed,
    fits_at,
    need_gib
from mart_tier_fits as fit
join mart_domain_scores as scores using (model_id)
join mart_ranked_rows as row
    on row.family = 'tier/' || tier_id || '/' || domain_id || '/' || board_id
    and row.model_id = scores.model_id and row.setting = scores.setting
where position <= 30
order by tier_id, domain_id, board_id, position
