-- description: Each model's score in each domain and on each board, with its rank range or why it has none.
-- unique: model_id, domain_id, board_id, setting
with scales as (
    select ranking, min(score) as at_0, max(score) as at_100 from mart_ranks group by all
)
select
    model_id,
    domain_id,
    domain_name,
    board_id,
    board_name,
    setting,
    unit,
    score,
    score_low,
    score_high,
    case when unit = 'points' then score else 100 * (score - at_0) / nullif(at_100 - at_0, 0) end as score_at,
    case when unit = 'points' then score_low else greatest(0, 100 * (score_low - at_0) / nullif(at_100 - at_0, 0)) end as low_at,
    case when unit = 'points' then score_high else least(100, 100 * (score_high - at_0) / nullif(at_100 - at_0, 0)) end as high_at,
    rank_low,
    rank_high,
    n_ranked,
    is_tied_best,
    n_measured,
    n_benchmarks,
    n_imputed,
    is_ranked,
    is_ranked or n_imputed = 0 as is_shown,
    unranked_reason,
    benchmarks,
    score_sources as sources,
    relationships,
    n_self_reported,
    first_dated,
    dated,
    'methods/#domain-scores' as method_url
from mart_model_boards
join mart_domain_evidence using (model_id, setting, domain_id, board_id)
left join scales on ranking = 'domain/' || domain_id || '/' || board_id
-- Any other domain that rests on one benchmark says nothing beside that benchmark's own row.
where n_benchmarks > 1 or domain_id = 'overall'
order by model_id, board_order, domain_order, setting
