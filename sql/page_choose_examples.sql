-- description: For each tier, the leader of what fits on the open board, and how many are tied with it.
-- unique: tier_id
select
    tier_id,
    tier.name as tier_name,
    model_id,
    model_name,
    organization_name,
    score,
    score_low,
    score_high,
    need_gib,
    fits_at,
    n_tied,
    boards.n_ranked
from page_hardware_ranks
join page_hardware_boards as boards using (tier_id, domain_id, board_id)
join raw_tier as tier using (tier_id)
where domain_id = 'overall' and board_id = 'open' and position = 1
order by tier.order
