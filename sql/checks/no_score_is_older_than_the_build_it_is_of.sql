-- description: Scores dated before the day or the month that stands in the name of what was measured: the source has filed an
--   earlier build's run under a later one.
-- severity: warn
with built as (
    select *, regexp_extract(lower(model), '-(?:20(\d\d)-?([01]\d)-?([0-3]\d)|(2[3-9])([01]\d))(?:[^0-9]|$)', ['y', 'm', 'd', 'yy', 'mm']) as said
    from stg_results
    -- Whoever uploads to a leaderboard may mean anything by four digits.
    where dated is not null and benchmark_id is not null and source not like 'open_llm%'
)
select source, model, benchmark_id, setup, dated
from built
where dated < try_cast('20' || concat(said.y, said.yy) || '-' || concat(said.m, said.mm) || '-' || coalesce(nullif(said.d, ''), '01') as date)
