-- description: What is kept of each source, how many of its names are matched to a model, how old it is, and when next due.
--   `fresh_basis` says what the date is that its age counts from; `n_asked` is how many models it was asked about.
-- unique: source
with given as (
    select source, count(*) as n_results, 0 as n_facts, 0 as n_offers, 0 as n_speeds from raw_result group by all
    union all
    select source, 0, count(*), 0, 0 from raw_model_fact group by all
    union all
    select source, 0, 0, count(*), 0 from raw_offer group by all
    union all
    select source, 0, 0, 0, count(*) from raw_speed group by all
),
counted as (
    select
        source, sum(n_results)::bigint as n_results, sum(n_facts)::bigint as n_facts, sum(n_offers)::bigint as n_offers,
        sum(n_speeds)::bigint as n_speeds
    from given
    group by source
),
matched as (
    select source, sum(n_names)::bigint as n_names, sum(n_names) filter (where is_matched)::bigint as n_matched
    from mart_matches
    group by source
),
-- Speeds are in reviewed files and have no reading of their own.
reviewed as (
    select source, any_value(source_name) as source_name, max(dated) as newest_on from raw_speed group by source
)
select
    source,
    coalesce(receipt.name, source_name, source) as name,
    coalesce(n_results, 0) as n_results,
    coalesce(n_facts, 0) as n_facts,
    coalesce(n_offers, 0) as n_offers,
    coalesce(n_speeds, 0) as n_speeds,
    coalesce(n_names, 0) as n_names,
    coalesce(n_matched, 0) as n_matched,
    coalesce(n_matched, 0) / n_names as share,
    floor_share,
    asked as n_asked,
    asked - n_names as n_unanswered,
    left_out,
    freshness.cadence,
    is_frozen,
    freshness.upstream_on,
    coalesce(fresh_on, newest_on) as fresh_on,
    case
        when newest_on is not null then 'newest figure, kept in reviewed files'
        when fresh_on is null then null
        when freshness.upstream_on is null then 'no date given: last read with something new'
        when n_results > 0 then 'newest figure'
        else 'newest entry; its prices have no date'
    end as fresh_basis,
    freshness.retrieved_at,
    age_days,
    is_stale,
    stale_since_on,
    due_at,
    is_overdue,
    (select max(retrieved_at) from raw_snapshot) as now_at,
    receipt.publisher,
    live_url as source_url,
    source_license,
    receipt.revision,
    receipt.via_mirror,
    retrieved_on
from counted
full join raw_snapshot using (source)
left join matched using (source)
left join mart_freshness as freshness using (source)
left join reviewed using (source)
left join (select source, floor_share from mart_match_shares) as floors using (source)
left join mart_receipts as receipt using (source)
left join (select floor_id as source, left_out from raw_floor) as notes using (source)
order by source
