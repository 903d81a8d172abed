-- description: What each source says of the licence of a model: its own words, and the reviewed licence they stand for.
--   Words that name no one text (“other”, “open”, “modified MIT”) keep a null id: they contradict nothing.
-- unique: model_id, source
-- not_null: stated
with claims as (
    -- One source can know a model by two names: the first in order speaks for it.
    select model_id, source, min(trust) as trust, min(license) as stated
    from stg_facts
    where license is not null
    group by all
)
select
    model_id,
    source,
    trust,
    stated,
    case
        when licence.license_id not in ('other', 'unknown', 'cc', 'modified-mit', 'nvidia', 'llama3-any', 'inherits-base-model-and-dataset-terms')
            then licence.license_id
    end as license_id,
    licence.name as license_name,
    licence.class as license_class,
    case
        when source = 'catalogue' then reviewed.source_url
        when source in ('model_facts', 'open_llm_leaderboard', 'open_llm_leaderboard_v1') then 'https://huggingface.co/' || hub_id
    end as url
from claims
left join raw_license as licence on licence.license_id = lower(stated) or list_contains(licence.also, lower(stated))
left join raw_catalog_model as reviewed on reviewed.id = model_id
left join stg_hub_ids using (model_id)
