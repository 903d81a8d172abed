-- description: Overall score against parameters of every ranked model of the open board.
-- unique: model_id
select
    model_id,
    model.name as model_name,
    organization_name,
    kind,
    is_official,
    parameters / 1e9 as parameters_b,
    scores.score
from mart_model_boards as scores
join mart_models as model using (model_id)
where domain_id = 'overall' and board_id = 'open' and is_ranked and parameters is not null
order by parameters, model_id
