-- description: Every score that stands, with its model, setting and benchmark; what is unknown of them is null.
--   A rating means something only beside the others of its date, so of ratings only the newest date's stand; earlier
--   ones are in stg_rating_history. Any other score stands until its source replaces it.
--   Who measured it is what the source says, unless the row itself shows more: `relationship_basis` says which.
-- not_null: source, model, score, relationship, relationship_basis
with named as (
    select
        result.*,
        names.model_id,
        coalesce(names.setting, '') as setting,
        coalesce(own.organization_id, names.organization_id, split_part(names.model_id, '/', 1)) as organization_id,
        regexp_replace(coalesce(url, ''), '^https://', '') || '/' as page
    from raw_result as result
    left join stg_names as names using (source, model)
    left join stg_organization_names as own on own.source = 'hub' and own.name = split_part(names.model_id, '/', 1)
),
-- A title stands at the end of the setup, after the shots: `5-shot, GPT-4 Technical Report`.
cited as (
    select source, setup, list_distinct(list(maker.organization_id)) as reporters, bool_or(is_evaluator) as is_evaluated
    from (select distinct source, setup from raw_result where setup <> '') as setups
    join (
        select organization_id, unnest(reports) as title, false as is_evaluator from raw_organization
        union all
        select organization_id, unnest(evaluates), true from raw_organization
    ) as maker on setup = title or ends_with(setup, ', ' || title)
    group by all
),
judged as (
    select
        named.*,
        case
            when len(list_filter(
                maker.sites, lambda site: starts_with(page, site || '/') or ends_with(split_part(page, '/', 1), '.' || site)
            )) > 0 then 'it links to a page of the model’s own maker'
            when list_contains(cited.reporters, named.organization_id) and not is_evaluated then 'it cites a report of the model’s own maker'
            when relationship = 'other' and is_evaluated then 'it cites somebody who measures the models of others'
        end as shown_by
    from named
    left join raw_organization as maker using (organization_id)
    left join cited on cited.source = named.source and cited.setup = named.setup
)
select
    result.source,
    result.model,
    result.model_id,
    result.setting,
    result.benchmark as upstream,
    benchmark.benchmark_id,
    result.metric,
    result.setup,
    result.score,
    result.score_low,
    result.score_high,
    result.n,
    result.stderr,
    result.dated,
    result.url,
    case
        when shown_by is null then relationship
        when shown_by like '%own maker' then 'first_party'
        else 'third_party'
    end as relationship,
    coalesce(shown_by, 'its source says so') as relationship_basis
from judged as result
left join raw_benchmark as benchmark
    on benchmark.source = result.source and benchmark.upstream = result.benchmark and benchmark.metric = result.metric
left join stg_rating_dates as newest
    on newest.source = result.source and newest.benchmark = result.benchmark and newest.metric = result.metric
where newest.source is null or result.dated is not distinct from newest.newest_on
