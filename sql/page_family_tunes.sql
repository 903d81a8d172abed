-- description: Of the listed models that others built on each family's, the ten with the highest score on the open board.
-- unique: family_id, position
select
    built.family_id,
    row_number() over (partition by built.family_id order by score desc, built.model_id) as position,
    built.model_id,
    tune.hub_id as model_name,
    tune.kind,
    tune.parameters,
    member_id,
    member.name as member_name,
    score,
    score_low,
    score_high,
    rank_low,
    rank_high,
    n_ranked,
    benchmarks,
    score_sources as sources,
    relationships,
    first_dated,
    dated,
    'methods/#domain-scores' as method_url
from mart_family_tunes as built
join mart_model_boards as board on board.model_id = built.model_id and board.domain_id = 'overall' and board.board_id = 'open'
join mart_domain_evidence as evidence
    on evidence.model_id = board.model_id and evidence.setting = board.setting and evidence.domain_id = board.domain_id
    and evidence.board_id = board.board_id
join mart_models as tune on tune.model_id = built.model_id
join mart_models as member on member.model_id = member_id
where is_ranked and tune.is_listed
qualify position <= 10
order by built.family_id, position
