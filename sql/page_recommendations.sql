-- description: Of each shortlist the smallest model, and of each domain the cheapest, that is at most a margin worse than the best.
-- unique: ranking, aim
select
    taken.ranking,
    aim,
    taken.tier_id,
    taken.domain_id,
    taken.board_id,
    boards.unit,
    margin,
    taken.model_id,
    model.name as model_name,
    taken.setting,
    score,
    delta_star,
    need_gib,
    case when aim = 'memory' then measured_in_full end as measured_above,
    taken.price_blended,
    least_delta_star,
    list_delta_star > margin as is_beyond_the_data,
    taken.score = leader.best_score as is_leader,
    surest_model_id,
    surest.name as surest_name,
    surest_setting,
    list_sort(list_distinct(list_concat(
        evidence.score_sources, [case aim when 'memory' then least_model.parameters_source else price.source end]
    ))) as sources,
    relationships,
    dated,
    'methods/#what-to-take' as method_url
from mart_recommendations as taken
join mart_domain_boards as boards using (domain_id, board_id)
join mart_models as surest on surest.model_id = surest_model_id
left join mart_models as model on model.model_id = taken.model_id
join mart_models as least_model on least_model.model_id = coalesce(taken.model_id, surest_model_id)
left join mart_prices as price on price.model_id = coalesce(taken.model_id, surest_model_id)
join (select ranking, max(score) as best_score from mart_ranks group by all) as leader on leader.ranking = taken.ranking
join mart_domain_evidence as evidence
    on evidence.domain_id = taken.domain_id and evidence.board_id = taken.board_id
    and evidence.model_id = coalesce(taken.model_id, surest_model_id) and evidence.setting = coalesce(taken.setting, surest_setting)
order by taken.ranking, aim
