-- description: Each domain on each board among the models that fit each tier.
-- unique: tier_id, domain_id, board_id
select
    tier_id,
    domain_id,
    board_id,
    tier.order as tier_order,
    boards.domain_order,
    boards.board_order,
    boards.domain_name,
    boards.board_name,
    boards.board_description,
    boards.unit,
    leader.n_ranked,
    leader.n_tied,
    leader.model_id as leader_model_id,
    leader.model_name as leader_name,
    leader.setting as leader_setting,
    leader.score as leader_score,
    leader.se as leader_se,
    smallest_difference
from mart_domain_boards as boards
cross join raw_tier as tier
join mart_ranked_rows as leader on leader.ranking = 'tier/' || tier_id || '/' || domain_id || '/' || board_id and leader.position = 1
