-- description: What each source gave, how many of its names are matched to a model, how old it is, and when it is next due.
-- unique: source
with given as (
    select source, count(*) as n_results, 0 as n_facts, 0 as n_offers from raw_result group by all
    union all
    select source, 0, count(*), 0 from raw_model_fact group by all
    union all
    select source, 0, 0, count(*) from raw_offer group by all
),
counted as (
    select source, sum(n_results)::bigint as n_results, sum(n_facts)::bigint as n_facts, sum(n_offers)::bigint as n_offers
    from given
    group by source
),
matched as (
    select source, sum(n_names)::bigint as n_names, sum(n_names) filter (where is_matched)::bigint as n_matched
    from mart_matches
    group by source
)
select
    source,
    coalesce(receipt.name, source) as name,
    coalesce(n_results, 0) as n_results,
    coalesce(n_facts, 0) as n_facts,
    coalesce(n_offers, 0) as n_offers,
    coalesce(n_names, 0) as n_names,
    coalesce(n_matched, 0) as n_matched,
    coalesce(n_matched, 0) / n_names as share,
    floor_share,
    freshness.cadence,
    is_frozen,
    freshness.upstream_on,
    freshness.retrieved_at,
    age_days,
    is_stale,
    due_at,
    is_overdue,
    now_at,
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
left join (select source, floor_share from mart_match_shares) as floors using (source)
left join mart_receipts as receipt using (source)
order by source
