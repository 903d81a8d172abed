-- description: Scores that a maker reports of its own model beside a third party's of the same model, test and setup.
--   Comparable is only the same setting, the same test (the same benchmark, or one the catalogue calls the same) with the
--   same number of shots, in the same unit. A pair is one maker's figure and one independent figure; nothing is averaged.
-- unique: model_id, setting, test_id, shots
-- not_null: self_score, independent_score
with tested as (
    select
        scores.* exclude (n, questions),
        coalesce(same_test_as, benchmark_id) as test_id,
        coalesce(nullif(regexp_extract(setup, '^(\d+)-shot', 1), '')::bigint, benchmark.shots, -1) as shots,
        organization_id
    from mart_scores as scores
    join raw_benchmark as benchmark using (benchmark_id)
    join mart_models using (model_id)
    -- A normalised score is of another scale than any that a maker reports.
    where scores.metric <> 'normalized' and scores.unit = 'points'
),
reported as (
    select * from tested
    where relationship = 'first_party' and (shots <> -1 or setup = '')
    qualify row_number() over (
        partition by model_id, setting, test_id, shots order by dated desc nulls last, score desc, setup, model
    ) = 1
),
independent as (
    select tested.*
    from tested
    left join mart_headlines as headline using (model_id, setting, benchmark_id, source, model, setup)
    where tested.relationship = 'third_party' and (shots <> -1 or setup = '')
    -- The run that speaks for the model in the lists, then the one whose error is known.
    qualify row_number() over (
        partition by model_id, setting, test_id, shots
        order by tested.se is null, headline.score is null, tested.dated desc nulls last, tested.score desc, setup, model
    ) = 1
)
select
    model_id,
    setting,
    test_id,
    nullif(shots, -1) as shots,
    reported.organization_id,
    reported.benchmark_id as self_benchmark_id,
    reported.score as self_score,
    reported.score_low as self_low,
    reported.score_high as self_high,
    reported.model as self_measured_as,
    reported.setup as self_setup,
    reported.source as self_source,
    reported.url as self_url,
    reported.dated as self_dated,
    reported.relationship_basis as self_basis,
    independent.benchmark_id as independent_benchmark_id,
    independent.score as independent_score,
    independent.score_low as independent_low,
    independent.score_high as independent_high,
    independent.model as independent_measured_as,
    independent.setup as independent_setup,
    independent.source as independent_source,
    independent.url as independent_url,
    independent.dated as independent_dated,
    independent.relationship_basis as independent_basis,
    independent.measurer as independent_measurer,
    reported.score - independent.score as difference,
    sqrt(pow(reported.se, 2) + pow(independent.se, 2)) as difference_se
from reported
join independent using (model_id, setting, test_id, shots)
