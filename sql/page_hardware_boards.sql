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
    leader_low,
    leader_high,
    case when next_id <> leader_model_id then next_id end as next_leader_model_id,
    case when next_id <> leader_model_id then next_name end as next_leader_name,
    case when next_id <> leader_model_id then next_score end as next_leader_score,
    case when next_id <> leader_model_id then next_low end as next_leader_low,
    case when next_id <> leader_model_id then next_high end as next_leader_high,
    benchmarks,
    smallest_difference,
    is_saturated,
    score_sources as sources,
    relationships,
    dated,
    'methods/#domain-scores' as method_url
from (
    select
        boards.*,
        score_low as leader_low,
        score_high as leader_high,
        benchmarks,
        score_sources,
        relationships,
        dated,
        lead(leader_model_id) over up as next_id,
        lead(leader_name) over up as next_name,
        lead(leader_score) over up as next_score,
        lead(score_low) over up as next_low,
        lead(score_high) over up as next_high
    from mart_hardware_boards as boards
    join mart_domain_evidence as evidence
        on evidence.domain_id = boards.domain_id and evidence.board_id = boards.board_id
        and evidence.model_id = leader_model_id and evidence.setting = leader_setting
    join mart_domain_scores as scores
        on scores.domain_id = boards.domain_id and scores.board_id = boards.board_id
        and scores.model_id = leader_model_id and scores.setting = leader_setting
    window up as (partition by boards.domain_id, boards.board_id order by tier_order)
)
order by tier_order, domain_order, board_order
