-- description: The first sixty of each benchmark; where no error is known, in order of score and without a rank.
-- unique: benchmark_id, position
with unranked as (
    select
        headline.*,
        row_number() over (partition by benchmark_id order by headline.score desc, name, model_id, setting) as place,
        min(headline.score) over (partition by benchmark_id) as least,
        max(headline.score) over (partition by benchmark_id) as most
    from mart_headlines as headline
    join mart_models using (model_id)
    where is_listed and se is null
        and benchmark_id not in (select benchmark_id from mart_headlines where se is not null)
),
ranked as (
    select
        headline.benchmark_id,
        row.* exclude (family, score, at_0, at_100, se, n_ranked, n_tied),
        headline.score, score_low, score_high,
        at_0 as axis_low,
        at_100 as axis_high,
        setup, dated, relationship, url as source_url
    from mart_headlines as headline
    join mart_ranked_rows as row
        on row.family = 'benchmark/' || benchmark_id and row.model_id = headline.model_id and row.setting = headline.setting
    union all by name
    select
        benchmark_id, model_id, name as model_name, organization_name, setting, is_official, is_open_weights, kind, place as position,
        unranked.score, score_low, score_high,
        case when unit = 'points' then 0 else least end as axis_low,
        case when unit = 'points' then 100 else most end as axis_high,
        setup, dated, relationship, url as source_url, parameters, license_id, license_class, license_condition, license_anchor,
        base_license_class, gated, released_on
    from unranked
    join mart_models using (model_id)
    join mart_work_use using (model_id)
    where place <= 60
)
select
    * exclude (axis_low, axis_high),
    100 * (score - axis_low) / nullif(axis_high - axis_low, 0) as score_at,
    case when score_low is not null then greatest(0, 100 * (score_low - axis_low) / nullif(axis_high - axis_low, 0)) end as low_at,
    case when score_high is not null then least(100, 100 * (score_high - axis_low) / nullif(axis_high - axis_low, 0)) end as high_at,
    1 as n_measured,
    1 as n_benchmarks,
    0 as n_imputed
from ranked
order by benchmark_id, position
