-- description: What a name's words may stand for: a maker's own Hub repositories, the reviewed models, what the maker's
--   own API offers, and the models that only measurements tell of, in this order (`preference` 1 to 4).
--   Words that two of a maker's repositories share are left out. A date that names no other build is noise.
-- unique: organization_id, key
with hub as (
    select organization_id, name_key(basename) as key, min(model_id) as model_id, 1 as preference
    from stg_hub_ids
    join stg_organization_names as own on own.source = 'hub' and own.name = namespace
    group by all
    having count(*) = 1
),
catalogue as (
    select organization_id, name_key(split_part(id, '/', 2)) as key, id as model_id, 2 as preference
    from raw_catalog_model
    join raw_organization on organization_id = split_part(id, '/', 1)
),
named as (
    -- A name that says a setting for certain is none of a model; one that may say it is no evidence of one either.
    select organization_id, key, organization_id || '/' || basename as model_id, case when source = 'models_dev' then 3 else 4 end as preference
    from stg_name_candidates
    -- An alias says whose name it is.
    anti join raw_alias as alias
        on alias.source is null and name_key(alias.model) = key and alias.organization_id = stg_name_candidates.organization_id
        or alias.source = stg_name_candidates.source and alias.model in (stg_name_candidates.model, base)
    where organization_id is not null and not is_resold
        and (is_certain or preference = 1 and not has_certain)
        and (source = 'models_dev' or is_certain or n_candidates = 1)
),
every_name as (
    select organization_id, key, arg_min(model_id, (preference, length(model_id), replace(model_id, '-', '~'))) as model_id, min(preference) as preference
    from (select * from hub union all select * from catalogue union all select * from named)
    group by all
),
stems as (
    select *, regexp_extract(key, '^(.+?) (?:20\d\d \d\d \d\d|20\d{6}|\d{6}|\d{4}|\d\d 20\d\d|\d\d \d\d)$', 1) as stem from every_name
),
-- One name of each build that is the only one of its stem: the reviewed or the undated one.
single as (
    select organization_id, stem, arg_min(model_id, (preference > 2, is_dated, model_id)) as model_id, min(preference) as preference
    from (
        select organization_id, stem, model_id, preference, true as is_dated from stems where stem <> ''
        union all
        select organization_id, key, model_id, preference, false from every_name
    )
    join stg_builds using (organization_id, stem)
    where n_builds = 1 and has_day
    group by organization_id, stem
    having bool_or(is_dated)
)
select organization_id, key, coalesce(single.model_id, stems.model_id) as model_id, stems.preference, single.model_id is distinct from stems.model_id and single.model_id is not null as is_by_date
from stems
left join single using (organization_id, stem)
where not exists (select 1 from single as own where own.organization_id = stems.organization_id and own.stem = stems.key)
union all
select organization_id, stem, model_id, preference, true from single
