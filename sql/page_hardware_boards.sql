-- description: Each domain on each board among the models that fit each tier, with what the next larger tier adds.
-- unique: tier_id, domain_id, board_id
select
    tier_id,
    domain_id,
    board_id,
    domain_name,
    board_name,
    board_description,
    unit,
    n_ranked,
    n_tied,
    leader_model_id,
    leader_name,
    leader_setting,
    leader_score,
    case when next_id <> leader_model_id then next_id end as next_leader_model_id,
    case when next_id <> leader_model_id then next_name end as next_leader_name,
    case when next_id <> leader_model_id then next_score end as next_leader_score,
    smallest_difference
from (
    select
        *,
        lead(leader_model_id) over up as next_id,
        lead(leader_name) over up as next_name,
        lead(leader_score) over up as next_score
    from mart_hardware_boards
    window up as (partition by domain_id, board_id order by tier_order)
)
order by tier_order, domain_order, board_order
