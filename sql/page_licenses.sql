-- description: Every reviewed licence: its class, what it asks in one sentence, its text, and how many models are under it.
-- unique: license_id
-- not_null: name, license_class, n_listed, n_shortlisted
with shortlisted as (
    select distinct model_id from mart_ranked_rows
),
counted as (
    select
        license_id,
        count(*) filter (where is_listed) as n_listed,
        count(*) filter (where model_id in (select model_id from shortlisted)) as n_shortlisted,
        list(distinct license_source) as license_sources
    from mart_models
    group by all
)
select
    license_id,
    licence.name,
    licence.class as license_class,
    case licence.class
        when 'permissive' then 'yes'
        when 'conditional' then 'yes, if'
        when 'unknown' then 'not known'
        when 'api-only' then 'API only'
        else 'no, unless'
    end as work_use,
    licence.condition,
    licence.asks,
    licence.url,
    licence.also,
    coalesce(n_listed, 0) as n_listed,
    coalesce(n_shortlisted, 0) as n_shortlisted,
    list_sort(list_distinct(list_append(coalesce(license_sources, []), 'catalogue'))) as sources
from raw_license as licence
left join counted using (license_id)
order by n_shortlisted desc, n_listed desc, licence.name, license_id
