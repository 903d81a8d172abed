-- description: Every score that stands, with its model, setting and benchmark; what is unknown of them is null.
--   A rating means something only beside the others of its date, so of ratings only the newest date's stand; earlier
--   ones are in stg_rating_history. Any other score stands until its source replaces it.
--   `measured_at` is the precision of the weights where the setup begins with it.
--   Who measured it (`measurer`) is what the row, the benchmark or the source says; that is the model's own maker's word
--   where the two are one. What the row links to or cites may show more: `relationship_basis` says which it was.
-- not_null: source, model, score, relationship, relationship_basis
with named as (
    select
        result.*,
        names.model_id,
        benchmark.benchmark_id,
        case regexp_extract(setup, '^(bfloat16|float16|float32|8bit|4bit|GPTQ)(,|$)', 1)
            when 'bfloat16' then 'bf16' when 'float16' then 'fp16' when 'float32' then 'fp32'
            when '8bit' then '8 bit' when '4bit' then '4 bit' when 'GPTQ' then 'GPTQ'
        end as measured_at,
        -- Weights in fewer bits answer otherwise: what a source measured of them stands in rows of its own.
        concat_ws(', ', nullif(names.setting, ''), case when measured_at in ('8 bit', '4 bit', 'GPTQ') then measured_at end) as setting,
        coalesce(own.organization_id, names.organization_id, split_part(names.model_id, '/', 1)) as organization_id,
        regexp_replace(coalesce(result.url, ''), '^https://', '') || '/' as page,
        coalesce(
            result.measured_by, benchmark.measured_by, case when relationship = 'third_party' then snapshot.publisher end
        ) as measurer
    from stg_corrected_results as result
    left join stg_names as names using (source, model)
    left join stg_organization_names as own on own.source = 'hub' and own.name = split_part(names.model_id, '/', 1)
    left join raw_snapshot as snapshot on snapshot.source = result.source
    left join raw_benchmark as benchmark
        on benchmark.source = result.source and benchmark.upstream = result.benchmark and benchmark.metric = result.metric
),
measurers as (
    select measurer, organization_id as measurer_id
    from (select distinct measurer from named where measurer is not null)
    join stg_organization_names as maker
        on maker.source = 'name' and maker.name = lower(regexp_replace(measurer, ' \([^)]*\)$', ''))
),
-- A title stands at the end of the setup, after the shots: `5-shot, GPT-4 Technical Report`.
cited as (
    select source, setup, list_distinct(list(maker.organization_id)) as reporters, bool_or(is_evaluator) as is_evaluated,
        min(maker.name) as reporter
    from (select distinct source, setup from raw_result where setup <> '') as setups
    join (
        select organization_id, name, unnest(reports) as title, false as is_evaluator from raw_organization
        union all
        select organization_id, name, unnest(evaluates), true from raw_organization
    ) as maker on setup = title or ends_with(setup, ', ' || title)
    group by all
),
judged as (
    select
        named.* exclude (measurer),
        coalesce(measurer, case when is_evaluated then reporter end) as measurer,
        case
            when measurer_id = named.organization_id then 'it was measured by the model’s own maker'
            when len(list_filter(
                maker.sites, lambda site: starts_with(page, site || '/') or ends_with(split_part(page, '/', 1), '.' || site)
            )) > 0 then 'it links to a page of the model’s own maker'
            when list_contains(cited.reporters, named.organization_id) and not is_evaluated then 'it cites a report of the model’s own maker'
            when relationship = 'other' and is_evaluated then 'it cites somebody who measures the models of others'
            when relationship = 'other' and measurer is not null then 'the benchmark is measured by others than the maker'
        end as shown_by,
        case
            when reporter is not null then 'it cites a report by ' || reporter || ', who may have run it or quoted it'
            else 'its source says so'
        end as said
    from named
    left join measurers using (measurer)
    left join raw_organization as maker using (organization_id)
    left join cited on cited.source = named.source and cited.setup = named.setup
)
select
    result.source,
    result.model,
    result.model_id,
    result.setting,
    result.benchmark as upstream,
    result.benchmark_id,
    result.metric,
    result.setup,
    result.measured_at,
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
    coalesce(shown_by, case when relationship = 'other' then said end, 'its source says so') as relationship_basis,
    case when relationship <> 'first_party' and coalesce(shown_by, '') not like '%own maker' then measurer end as measurer
from judged as result
left join stg_rating_dates as newest
    on newest.source = result.source and newest.benchmark = result.benchmark and newest.metric = result.metric
where newest.source is null or result.dated is not distinct from newest.newest_on
