-- description: Every pair of a tier and a domain in which something that fits is ranked.
-- unique: tier_id, domain_id
select
    boards.tier_id,
    boards.domain_id,
    tier.name as tier_name,
    boards.domain_name,
    question,
    caution,
    sum(n_ranked)::bigint as n_ranked,
    tier.memory_gib,
    0.92 * tier.memory_gib as usable_gib
from mart_hardware_boards as boards
join raw_tier as tier using (tier_id)
join raw_domain using (domain_id)
group by all
order by any_value(tier_order), any_value(domain_order), boards.domain_id
