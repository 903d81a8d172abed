-- description: A worked example of a recommendation: on the smallest tier that has one, a model other than the leader that is at
--   most the margin worse, and the model that sets the bound.
-- unique: model_id
-- assert: abs(other_score - score + c_mcb * se_of_gap - delta_star) < 1e-6
with chosen as (
    select taken.*, ranking_id
    from mart_recommendations as taken
    join mart_rankings using (ranking)
    join mart_ranks as ranks on ranks.ranking = taken.ranking and ranks.model_id = taken.model_id and ranks.setting = taken.setting
    join raw_tier as tier on tier.tier_id = taken.tier_id
    where aim = 'memory' and taken.model_id is not null and taken.delta_star > 0 and position > 1
    order by tier.order, taken.ranking
    limit 1
),
rivals as (
    select
        one.score, one.se, one.c_mcb, one.n_ranked,
        arg_max({'entrant': other.entrant, 'score': other.score, 'se': other.se},
            (other.score - one.score + one.c_mcb * sqrt(one.se ** 2 + other.se ** 2), other.entrant)) as rival
    from chosen
    join mart_entrants as own using (model_id, setting)
    join mart_places as one on one.ranking_id = chosen.ranking_id and one.entrant = own.entrant
    join mart_places as other on other.ranking_id = chosen.ranking_id and other.entrant <> own.entrant
    group by all
)
select
    chosen.model_id,
    model.name as model_name,
    chosen.setting,
    chosen.tier_id,
    tier.name as tier_name,
    chosen.domain_id,
    domain.name as domain_name,
    chosen.board_id,
    board.name as board_name,
    need_gib,
    chosen.score,
    rivals.se,
    rival.score as other_score,
    rival.se as other_se,
    sqrt(rivals.se ** 2 + rival.se ** 2) as se_of_gap,
    c_mcb,
    n_ranked,
    margin,
    delta_star,
    best.model_id as other_model_id,
    best.name as other_name,
    other.setting as other_setting,
    score_sources as sources,
    relationships,
    'methods/#what-to-take' as method_url
from chosen
cross join rivals
join mart_entrants as other on other.entrant = rival.entrant
join mart_models as best on best.model_id = other.model_id
join mart_models as model on model.model_id = chosen.model_id
join raw_tier as tier on tier.tier_id = chosen.tier_id
join raw_domain as domain on domain.domain_id = chosen.domain_id
join raw_board as board on board.board_id = chosen.board_id
join mart_domain_evidence as evidence
    on evidence.domain_id = chosen.domain_id and evidence.board_id = chosen.board_id
    and evidence.model_id = chosen.model_id and evidence.setting = chosen.setting
order by chosen.model_id
