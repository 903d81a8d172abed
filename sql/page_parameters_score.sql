-- description: Overall score against parameters of every ranked model of the open board.
-- unique: model_id
select
    model_id,
    model.name as model_name,
    organization_name,
    kind,
    is_official,
    parameters / 1e9 as parameters_b,
    scores.score,
    list_sort(list_distinct(list_append(score_sources, parameters_source))) as sources,
    relationships,
    dated as measured_on,
    'methods/#domain-scores' as method_url
from mart_model_boards as scores
join mart_domain_evidence as evidence using (model_id, setting, domain_id, board_id)
join mart_models as model using (model_id)
where domain_id = 'overall' and board_id = 'open' and is_ranked and parameters is not null
order by parameters, model_id
