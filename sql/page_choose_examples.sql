-- description: For each tier, what leads by votes and what leads on the open board among the models that fit, with ties.
-- unique: tier_id, board_id
select
    tier_id,
    tier.name as tier_name,
    board_id,
    model_id,
    model_name,
    organization_name,
    is_official,
    page_hardware_ranks.unit,
    score,
    score_low,
    score_high,
    need_gib,
    fits_at,
    measured_above,
    n_tied,
    boards.n_ranked,
    parameters_source,
    reviewed_url,
    cache_basis,
    need_4bit_gib,
    license_source,
    context_source,
    released_source,
    page_hardware_ranks.benchmarks,
    n_measured,
    score_sources,
    page_hardware_ranks.relationships,
    n_self_reported,
    first_dated,
    page_hardware_ranks.dated,
    page_hardware_ranks.sources,
    page_hardware_ranks.method_url
from page_hardware_ranks
join page_hardware_boards as boards using (tier_id, domain_id, board_id)
join raw_tier as tier using (tier_id)
join raw_board as board using (board_id)
where domain_id = 'overall' and board_id in ('votes', 'open') and position = 1
order by tier.order, board.order
