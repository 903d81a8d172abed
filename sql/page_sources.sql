-- description: Every source: what it is, where it lives, its licence, when it was retrieved, and what it gave.
--   `files` are those received, each with its checksum, and its commit where it came from the upstream itself.
-- unique: source
with counted as (
    select source, count(*) as n, 'result' as kind from raw_result group by all
    union all
    select source, count(*), 'fact' from raw_model_fact group by all
    union all
    select source, count(*), 'offer' from raw_offer group by all
)
select
    snapshot.source,
    snapshot.name,
    description,
    snapshot.publisher,
    url as live_url,
    license,
    license_url,
    cadence,
    cadence = 'frozen' as is_frozen,
    taken_on,
    retrieved_at,
    upstream_on,
    revision,
    files,
    snapshot.via_mirror,
    coalesce(sum(n) filter (where kind = 'result'), 0)::bigint as n_results,
    coalesce(sum(n) filter (where kind = 'fact'), 0)::bigint as n_facts,
    coalesce(sum(n) filter (where kind = 'offer'), 0)::bigint as n_offers
from raw_snapshot as snapshot
left join counted using (source)
join mart_receipts using (source)
group by all
order by snapshot.source
