-- description: Each domain on each board: how many are ranked, who leads, how many are tied, what differences mean.
-- unique: domain_id, board_id
select
    boards.* exclude (domain_order, board_order),
    score_sources as sources,
    relationships,
    dated,
    'methods/#domain-scores' as method_url
from mart_domain_boards as boards
left join mart_domain_evidence as evidence
    on evidence.domain_id = boards.domain_id and evidence.board_id = boards.board_id
    and evidence.model_id = leader_model_id and evidence.setting = leader_setting
order by domain_order, board_order
