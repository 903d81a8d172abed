-- description: Of each model of the lists, which parts of a good card its metadata states, who told, and what it lacks.
--   Parts: licence, languages, training data, evaluation, base model, task. Limitations, safety and intended use have
--   no field there. Only where the Hub itself answered is a part missing; what a mirror or others do not tell is not
--   known: the Hub may have it. `state` says who answered: the Hub, a mirror, or nobody.
-- unique: model_id
-- not_null: card_url, state
-- assert: state in ('asked', 'told by a mirror', 'gone', 'unknown to the mirror', 'not asked yet')
-- assert: missing is null or state = 'asked'
-- assert: untold is null or state not in ('asked', 'gone')
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
    select * from stg_facts where source = 'hub_models'
),
cards as (
    select
        model.model_id,
        coalesce(asked.hub_id, model.hub_id) as hub_id,
        asked.is_available,
        asked.gated,
        case
            when not asked.is_available then 'gone'
            when asked.is_available and not via_mirror then 'asked'
            when asked.is_available then 'told by a mirror'
            when via_mirror then 'unknown to the mirror'
            else 'not asked yet'
        end as state
    from mart_models as model
    left join asked using (model_id)
    left join raw_snapshot as snapshot on snapshot.source = 'hub_models'
    where asked.model_id is not null or model.model_id in (select model_id from mart_shortlisted)
),
-- The Hub's own answer stands alone. Else whoever read the card, or the list that the Hub makes of cards, tells.
told as (
    select cards.model_id, facts.source, coalesce(card, []) as keys
    from cards
    join stg_facts as facts using (model_id)
    where facts.source = 'hub_models' or facts.source = 'model_facts' and state <> 'asked'
    union all
    select model_id, facts.source, ['license']
    from cards
    join stg_facts as facts using (model_id)
    where facts.source in ('open_llm_leaderboard', 'open_llm_leaderboard_v1') and state <> 'asked' and lower(license) <> 'unknown'
),
found as (
    select cards.model_id, part, part_order, any_value(state) as state, list(distinct told.source) filter (where list_has_any(told.keys, parts.keys)) as tellers
    from cards
    cross join parts
    left join told using (model_id)
    group by cards.model_id, part, part_order
),
listed as (
    select
        model_id,
        list(part order by part_order) filter (where tellers is not null) as stated,
        -- Most models rest on no other: a base model that is not stated is not missed.
        list(part order by part_order) filter (where tellers is null and state = 'asked' and part <> 'base model') as missing,
        list(part order by part_order) filter (where tellers is null and state not in ('asked', 'gone')) as untold,
        list_sort(list_distinct(flatten(list(tellers)))) as sources
    from found
    group by model_id
)
select
    cards.model_id,
    'https://huggingface.co/' || cards.hub_id as card_url,
    state,
    is_available,
    case when lower(cards.hub_id) <> cards.model_id then cards.hub_id end as renamed_to,
    gated,
    stated,
    missing,
    untold,
    sources as told_by,
    list_sort(list_distinct(list_append(sources, 'hub_models'))) as sources,
    snapshot.taken_on as asked_on,
    coalesce(snapshot.via_mirror, false) as is_via_mirror,
    cards.model_id in (select model_id from mart_shortlisted) as is_shortlisted,
    snapshot.name as source_name,
    receipt.publisher,
    receipt.revision,
    receipt.source_license,
    snapshot.taken_on as retrieved_on
from cards
join listed using (model_id)
left join raw_snapshot as snapshot on snapshot.source = 'hub_models'
left join mart_receipts as receipt on receipt.source = 'hub_models'
order by cards.model_id
