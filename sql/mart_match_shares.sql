-- description: How many of each source's names are matched to a model, and the least share that must be.
-- unique: source
-- not_null: share
-- assert: share >= floor_share
select
    source,
    count(*) as n_names,
    count(model_id) as n_matched,
    count(model_id) / count(*) as share,
    -- A fork names its models by their ids, all of them.
    case when source = 'private' then 1 else any_value(floor.share) end as floor_share,
    any_value(note) as note
from stg_names
left join raw_floor as floor on floor.floor_id = source
group by source
