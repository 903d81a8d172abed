-- description: Every Hub repository that a source or the catalogue names: its canonical id is its name in lower case.
-- unique: model_id
-- not_null: model_id
with names as (
    select model as hub_id, 1 as preference from raw_model_fact
    where source in ('open_llm_leaderboard', 'open_llm_leaderboard_v1', 'model_facts')
    union all
    -- Some makers' Hub names are also their ids here (openai, google): a reviewed model of theirs that no Hub source
    -- lists is on the Hub only where its weights are known, which its size or shape shows.
    select id, 2 from raw_catalog_model
    where split_part(id, '/', 1) in (select name from stg_organization_names where source = 'hub')
        and (
            split_part(id, '/', 1) not in (select organization_id from raw_organization)
            or parameters is not null
            or layers is not null
        )
)
select
    lower(hub_id) as model_id,
    arg_min(hub_id, (preference, hub_id)) as hub_id,
    split_part(lower(hub_id), '/', 1) as namespace,
    split_part(lower(hub_id), '/', 2) as basename
from names
where regexp_full_match(lower(hub_id), '[a-z0-9_-][a-z0-9._-]*/[a-z0-9_-][a-z0-9._-]*')
group by lower(hub_id)
