-- description: How many builds of a model its maker's names tell apart by a date, under the name without one.
-- unique: organization_id, stem
with names as (
    select distinct organization_id, key
    from stg_name_candidates
    anti join raw_alias as alias on name_key(alias.model) = key
    where organization_id is not null
    union
    select organization_id, name_key(basename)
    from stg_hub_ids
    join stg_organization_names as own on own.source = 'hub' and own.name = namespace
),
dated as (
    select
        organization_id,
        -- 2025-05-14, 20250514, 250514, 0514, 05-14, 05-2025.
        regexp_extract(key, '^(.+?) (20\d\d \d\d \d\d|20\d{6}|\d{6}|\d{4}|\d\d 20\d\d|\d\d \d\d)$', ['stem', 'date']) as parts
    from names
)
select
    organization_id,
    parts.stem as stem,
    -- 0514 may be the 20250514 of the same stem; two years are two builds in any case.
    greatest(count(distinct right(parts.digits, 4)), count(distinct parts.digits) filter (where length(parts.digits) = 8)) as n_builds,
    bool_or(length(parts.digits) = 8) as has_day
from (select organization_id, {'stem': parts.stem, 'digits': replace(parts.date, ' ', '')} as parts from dated)
-- What is called the latest moves on: it has as many builds as it likes.
where parts.stem <> '' and parts.stem not like '% latest'
    and (organization_id, parts.stem) not in (select (organization_id, key) from stg_moving_names)
group by all
