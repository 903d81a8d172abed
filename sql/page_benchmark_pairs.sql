-- description: Where a fork has results question by question: the best model of a benchmark against each other, on the same items.
-- unique: benchmark_id, other_model_id, other_setting
with best as (
    select benchmark_id, model_id, setting
    from mart_headlines
    where (benchmark_id, model_id, setting) in (select (benchmark_id, model_id, setting) from mart_item_pairs)
    qualify row_number() over (partition by benchmark_id order by score desc, model_id, setting) = 1
)
select
    pair.benchmark_id,
    pair.model_id,
    one.name as model_name,
    pair.setting,
    pair.other_model_id,
    other.name as other_name,
    pair.other_setting,
    n_items,
    n_wins,
    n_losses,
    difference_points,
    se_points,
    z,
    p_exact,
    ['private'] as sources,
    'methods/#scores' as method_url
from mart_item_pairs as pair
join best using (benchmark_id, model_id, setting)
join mart_models as one on one.model_id = pair.model_id
join mart_models as other on other.model_id = pair.other_model_id
order by pair.benchmark_id, difference_points, pair.other_model_id, pair.other_setting
