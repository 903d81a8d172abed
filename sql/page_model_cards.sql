-- description: Of each model the Hub was asked about, which parts of a good card its metadata states, and which it lacks.
--   Parts: licence, languages, training data, evaluation, base model, task. Limitations, safety and intended use have
--   no field there. What a mirror does not hold is not called missing: the Hub itself may have it.
-- unique: model_id
-- not_null: card_url, is_available
-- assert: not is_via_mirror or missing is null
with parts as (
    select unnest([
        {'part': 'licence', 'keys': ['license'], 'part_order': 1},
        {'part': 'languages', 'keys': ['language'], 'part_order': 2},
        {'part': 'training data', 'keys': ['datasets'], 'part_order': 3},
        {'part': 'evaluation', 'keys': ['model-index', 'evalResults'], 'part_order': 4},
        {'part': 'base model', 'keys': ['base_model'], 'part_order': 5},
        {'part': 'task', 'keys': ['pipeline_tag'], 'part_order': 6}
    ], recursive := true)
),
asked as (
    select
        facts.*, snapshot.taken_on as asked_on, snapshot.via_mirror as is_via_mirror, snapshot.name as source_name,
        receipt.publisher, receipt.revision, source_license
    from stg_facts as facts
    join raw_snapshot as snapshot using (source)
    join mart_receipts as receipt using (source)
    where facts.source = 'hub_models'
)
select
    model.model_id,
    'https://huggingface.co/' || coalesce(asked.hub_id, model.hub_id) as card_url,
    asked.is_available,
    case when lower(asked.hub_id) <> model.model_id then asked.hub_id end as renamed_to,
    asked.gated,
    list(part order by part_order) filter (where list_has_any(card, keys)) as stated,
    -- Most models rest on no other: a base model that is not stated is not missed.
    list(part order by part_order) filter (where not list_has_any(card, keys) and part <> 'base model' and not is_via_mirror) as missing,
    asked_on,
    is_via_mirror,
    model.model_id in (select model_id from mart_shortlisted) as is_shortlisted,
    asked.source,
    source_name,
    publisher,
    revision,
    source_license,
    asked_on as retrieved_on
from asked
join mart_models as model using (model_id)
cross join parts
group by all
order by model.model_id
