-- description: Every pair of a tier and a domain in which something that fits is ranked.
-- unique: tier_id, domain_id
select
    boards.tier_id,
    boards.domain_id,
    tier.tier_name,
    boards.domain_name,
    question,
    caution,
    count(distinct fit.model_id) as n_ranked,
    tier.memory_gib,
    tier.usable_gib,
    list_sort(list_distinct(list_concat(flatten(list(score_sources)), list(parameters_source)))) as sources,
    'methods/#memory' as method_url
from mart_hardware_boards as boards
join mart_model_boards as ranked
    on ranked.domain_id = boards.domain_id and ranked.board_id = boards.board_id and is_ranked
join mart_tier_fits as fit on fit.tier_id = boards.tier_id and fit.model_id = ranked.model_id
join mart_domain_evidence as evidence
    on evidence.domain_id = ranked.domain_id and evidence.board_id = ranked.board_id
    and evidence.model_id = ranked.model_id and evidence.setting = ranked.setting
join mart_models as model on model.model_id = fit.model_id
join mart_tiers as tier on tier.tier_id = boards.tier_id
join raw_domain as domain on domain.domain_id = boards.domain_id
group by all
order by any_value(boards.tier_order), any_value(boards.domain_order), boards.domain_id
