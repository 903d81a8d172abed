-- description: Overall score against memory at 4 bit of the makers' own models on the open board: which are efficient, and
--   the smallest tier that holds each.
-- unique: model_id
select
    model_id,
    model.name as model_name,
    setting,
    organization_name,
    kind,
    need_gib,
    scores.score,
    scores.score_low,
    scores.score_high,
    state,
    tier_name,
    usable_gib,
    list_sort(list_distinct(list_concat(score_sources, [parameters_source, shape_source]))) as sources,
    relationships,
    dated as measured_on,
    'methods/#domain-scores' as method_url
from mart_model_boards as scores
join mart_domain_evidence as evidence using (model_id, setting, domain_id, board_id)
join mart_models as model using (model_id)
join mart_fits as fit using (model_id)
join mart_pareto as efficiency using (model_id, setting)
left join mart_tiers as tier on tier.tier_id = fit.tier_id
where axis = 'memory' and domain_id = 'overall' and board_id = 'open' and precision = '4-bit' and is_ranked and is_official
order by need_gib, model_id
