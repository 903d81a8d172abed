-- description: Where each base that might be tuned stands overall and in each domain that a tuned task belongs to, on one board:
--   on the one that measures open models alike if it ranks there, else on the next that is not worn out; of several
--   settings the best placed.
-- unique: model_id, domain_id
-- not_null: score, rank_low, rank_high, n_ranked
-- assert: rank_low <= rank_high and rank_high <= n_ranked
select
    model_id,
    domain_id,
    domain_name,
    domain_order,
    board_id,
    board_name,
    setting,
    unit,
    score,
    score_low,
    score_high,
    rank_low,
    rank_high,
    n_ranked,
    score_sources,
    relationships
from mart_model_boards
join mart_domain_evidence using (model_id, setting, domain_id, board_id)
where is_ranked and model_id in (select model_id from mart_tuning_candidates)
    and (domain_id = 'overall' or domain_id in (select domain from raw_tuning_task))
qualify row_number() over (
    partition by model_id, domain_id
    order by board_id = 'open' desc, board_id = 'classic', board_order, rank_high, rank_low, setting
) = 1
