-- description: The site in one row: how much there is, and how fresh it is.
with private as (
    select source from raw_result where source = 'private'
    union all
    select source from raw_tuning where source = 'private'
)
select
    (select count(*) from mart_models) as n_models,
    (select count(*) from mart_models where is_listed) as n_listed,
    (select count(*) from mart_models where is_listed and is_official) as n_official,
    (select count(*) from page_benchmarks) as n_benchmarks,
    (select count(*) from mart_scores) as n_scores,
    (select count(*) from raw_snapshot) as n_sources,
    (select count(*) from stg_offers where is_current and model_id is not null) as n_offers,
    (select max(dated) from mart_scores) as newest_score_on,
    (select min(taken_on) from raw_snapshot) as oldest_retrieved_on,
    (select max(taken_on) from raw_snapshot) as newest_retrieved_on,
    (select list(source order by source) from mart_receipts where source <> 'private' or exists (from private)) as sources,
    exists (from private) as has_private
