-- description: Each domain on each board: how many are ranked, who leads, how many are tied, what differences mean.
--   `firsts`: who is first when one benchmark at a time is left out, in how many of the `n_less_one` baskets, and the
--   lowest place it has in any.
-- unique: domain_id, board_id
with firsts as (
    select
        domain_id, board_id, any_value(n_less_one) as n_less_one,
        list({'model_id': model_id, 'name': name, 'setting': setting, 'n_first': n_first, 'place_high': place_high}
            order by n_first desc, place_high, name, setting) filter (where n_first > 0) as firsts
    from mart_baskets_less_one
    join mart_models using (model_id)
    group by all
)
select
    boards.* exclude (domain_order, board_order),
    n_less_one,
    firsts,
    score_sources as sources,
    relationships,
    dated,
    'methods/#domain-scores' as method_url
from mart_domain_boards as boards
left join mart_domain_evidence as evidence
    on evidence.domain_id = boards.domain_id and evidence.board_id = boards.board_id
    and evidence.model_id = leader_model_id and evidence.setting = leader_setting
left join firsts on firsts.domain_id = boards.domain_id and firsts.board_id = boards.board_id
order by domain_order, board_order
