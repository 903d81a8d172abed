-- description: Scores of one model on one test with the same number of shots that two publications tell differently.
--   Compared are figures whose shots are known: those that cite a publication after them (`5-shot, Llama 2: …`), and of
--   a board that runs everything alike the score that speaks for the model. More than a point apart is a difference:
--   the shots are the same, but prompts and ways of scoring may not be. Nothing is averaged.
-- unique: model_id, setting, test_id, shots
-- not_null: low_score, high_score
-- assert: difference > 1
-- assert: n_figures >= 2
with tested as (
    select
        scores.*,
        coalesce(same_test_as, benchmark_id) as test_id,
        regexp_extract(scores.setup, '^(\d+)-shot', 1) as said_shots,
        coalesce(nullif(said_shots, '')::bigint, benchmark.shots) as shots,
        case when said_shots <> '' then nullif(regexp_replace(scores.setup, '^\d+-shot(, )?', ''), '') end as citation,
        headline.score is not null as is_headline
    from mart_scores as scores
    left join mart_headlines as headline using (model_id, setting, benchmark_id, source, model, setup)
    join (select benchmark_id, same_test_as, shots from raw_benchmark) as benchmark using (benchmark_id)
    -- A normalised score is of another scale than any that others tell.
    where scores.metric <> 'normalized' and scores.unit = 'points'
),
figures as (
    select distinct on (model_id, setting, test_id, shots, source, citation, round(score, 1)) *
    from tested
    where shots is not null and (citation is not null or said_shots = '' and is_headline)
    order by model_id, setting, test_id, shots, source, citation, round(score, 1), is_headline desc, model, url
)
select
    model_id,
    setting,
    test_id,
    shots,
    count(*) as n_figures,
    min(score) as low_score,
    max(score) as high_score,
    max(score) - min(score) as difference,
    list(
        {'score': score, 'citation': citation, 'benchmark_id': benchmark_id, 'source': source, 'url': url,
            'relationship': relationship, 'is_headline': is_headline}
        order by score, source, citation
    ) as figures
from figures
group by all
having max(score) - min(score) > 1 and count(distinct (source, citation)) > 1
