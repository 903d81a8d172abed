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
        row.* exclude (ranking, unit, score, at_0, at_100, n_ranked, n_tied, delta_star, pessimistic, depends_on_unreported, win_rate, win_rate_disagrees),
        headline.score, headline.unit, score_low, score_high,
        at_0 as axis_low,
        at_100 as axis_high,
        setup, source, headline.model as measured_as, n, dated, relationship, relationship_basis, measurer, is_self_reported, url as source_url
    from mart_headlines as headline
    join mart_ranked_rows as row
        on row.ranking = 'benchmark/' || benchmark_id and row.model_id = headline.model_id and row.setting = headline.setting
    union all by name
    select
        benchmark_id, model_id, name as model_name, organization_name, setting, is_official, is_open_weights, kind, place as position,
        unranked.score, unranked.unit, score_low, score_high,
        case when unit = 'points' then 0 else least end as axis_low,
        case when unit = 'points' then 100 else most end as axis_high,
        setup, source, unranked.model as measured_as, n, dated, relationship, relationship_basis, measurer, is_self_reported, url as source_url,
        parameters, parameters_source, reviewed_url, license_id, license_class, license_asks, license_anchor,
        base_license_class, gated, license_source, released_on, released_source
    from unranked
    join mart_models using (model_id)
    join mart_work_use using (model_id)
    where place <= 60
)
select
    ranked.* exclude (axis_low, axis_high, source_url),
    coalesce(source_url, live_url) as source_url,
    receipt.name as source_name,
    publisher,
    revision,
    source_license,
    retrieved_on,
    'methods/#ranks' as method_url,
    100 * (score - axis_low) / nullif(axis_high - axis_low, 0) as score_at,
    case when score_low is not null then greatest(0, 100 * (score_low - axis_low) / nullif(axis_high - axis_low, 0)) end as low_at,
    case when score_high is not null then least(100, 100 * (score_high - axis_low) / nullif(axis_high - axis_low, 0)) end as high_at,
    1 as n_measured,
    1 as n_benchmarks,
    0 as n_imputed
from ranked
join mart_receipts as receipt using (source)
order by benchmark_id, position
