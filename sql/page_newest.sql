-- description: Models of the last two years with at least two of the newest benchmarks, beside price and context.
-- unique: model_id, setting
with best as (
    select benchmark_id, max(score) as best_score
    from mart_headlines
    join mart_newest_benchmarks using (benchmark_id)
    join mart_models using (model_id)
    where is_listed
    group by all
),
cells as (
    select
        model_id, setting, position,
        source, relationship, dated,
        {
            'benchmark_id': benchmark_id, 'score': score, 'score_low': score_low, 'score_high': score_high,
            'is_best': score = best_score, 'is_self_reported': is_self_reported, 'measured_as': mart_headlines.model,
            'setup': setup, 'relationship': relationship, 'dated': dated, 'source': source, 'source_url': coalesce(url, live_url)
        } as cell
    from mart_headlines
    join mart_receipts using (source)
    join mart_newest_benchmarks using (benchmark_id)
    join best using (benchmark_id)
),
rows as (
    select
        model_id, setting, count(*) as n_measured,
        list(distinct source order by source) as score_sources, list(distinct relationship order by relationship) as relationships,
        min(dated) as first_dated, max(dated) as dated, map_from_entries(list((position, cell) order by position)) as by_position
    from cells
    group by all
),
latest as (
    select max(released_on) as newest from mart_models
    where released_on <= (select max(taken_on) from raw_snapshot)
)
select
    model_id,
    model.name as model_name,
    organization_name,
    setting,
    released_on,
    coalesce(model.context_tokens, price.context_tokens) as context_tokens,
    price_in,
    price_out,
    price_blended,
    is_first_party as price_is_first_party,
    coalesce(price.is_deprecated, false) as price_is_withdrawn,
    is_open_weights,
    price.source as price_source,
    price.provider as price_provider,
    price.listed_on as price_listed_on,
    coalesce(model.context_source, price.context_source) as context_source,
    released_source,
    score_sources,
    relationships,
    first_dated,
    rows.dated,
    list_sort(list_distinct(list_concat(
        score_sources, [price.source, coalesce(model.context_source, price.context_source), released_source]
    ))) as sources,
    'methods/#scores' as method_url,
    n_measured,
    list_transform(range(1, 1 + (select count(*) from mart_newest_benchmarks)), lambda i: by_position[i]) as scores
from rows
join mart_models as model using (model_id)
left join mart_prices as price using (model_id)
where is_listed and n_measured >= 2 and released_on > (select newest - interval 2 year from latest)
order by released_on desc, n_measured desc, model_name, setting, model_id
