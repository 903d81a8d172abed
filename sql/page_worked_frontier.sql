-- description: A worked example of a possibly efficient model: by price, the best rated one, beside what is better and no dearer.
-- unique: model_id, setting
-- assert: 0 <= gap and gap <= 1.644854 * se_of_gap
select
    one.model_id,
    model.name as model_name,
    one.setting,
    one.cost as price_blended,
    one.score as rating,
    one.se,
    other.model_id as other_model_id,
    better.name as other_name,
    other.setting as other_setting,
    other.cost as other_price_blended,
    other.score as other_rating,
    other.se as other_se,
    other.score - one.score as gap,
    sqrt(one.se ** 2 + other.se ** 2) as se_of_gap,
    1.645 * sqrt(one.se ** 2 + other.se ** 2) as allowed_gap,
    list_sort(list_distinct([headline.source, one.cost_source, other.cost_source])) as sources,
    [headline.relationship] as relationships,
    'methods/#frontier' as method_url
from mart_pareto as one
join mart_pareto as other on other.axis = one.axis and other.cost <= one.cost and other.score >= one.score
    and (other.model_id, other.setting) <> (one.model_id, one.setting)
join mart_models as model on model.model_id = one.model_id
join mart_models as better on better.model_id = other.model_id
join mart_headlines as headline
    on headline.benchmark_id = 'arena-overall' and headline.model_id = one.model_id and headline.setting = one.setting
where one.axis = 'price' and one.state = 'possibly efficient'
qualify row_number() over (order by one.score desc, one.model_id, one.setting, other.score desc, other.cost, other.model_id) = 1
order by one.model_id, one.setting
