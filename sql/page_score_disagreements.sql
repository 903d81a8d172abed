-- description: Scores that publications tell differently of one model, test and number of shots, with each citation.
-- unique: model_id, setting, test_id, shots
select
    model_id,
    model.name as model_name,
    setting,
    test_id,
    benchmark.name as test_name,
    scores.shots,
    n_figures,
    low_score,
    high_score,
    difference,
    figures,
    list_sort(list_distinct(list_transform(figures, lambda figure: figure.source))) as sources,
    'methods/#facts' as method_url
from mart_score_disagreements as scores
join mart_models as model using (model_id)
join raw_benchmark as benchmark on benchmark.benchmark_id = test_id
where is_listed
order by difference desc, model_id, setting, test_id, shots
