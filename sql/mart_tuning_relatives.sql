-- description: Of each of the makers' own open models that nobody tuned, the nearest that somebody did, at most three, and why.
--   First what it was made from or what was made from it, then its family by the catalogue: the nearest generation, then the
--   nearest size, then the same kind. A model outside its lineage and family is no relative, however alike it is.
--   `is_close` says that tuning both begins from nearly the same weights: one was made from the other, or it is another version.
-- unique: model_id, position
-- unique: model_id, relative_id
-- not_null: why, relation
-- assert: position between 1 and 3
-- assert: model_id <> relative_id
with untuned as (
    select model_id, kind, parameters
    from mart_models
    anti join mart_tuning_bases using (model_id)
    where is_listed and is_official and is_open_weights
),
steps as (
    select
        model_id,
        ancestor_id,
        step,
        is_copy,
        source as relation_source,
        -- A copy under another name is no step of making.
        count(*) filter (where relation <> 'same weights') over so_far as times_made,
        coalesce(bool_or(relation = 'merge') over so_far, false) as is_merged
    from mart_lineage
    where not is_circle
    window so_far as (partition by model_id order by step)
),
lineage as (
    select
        untuned.model_id,
        base.model_id as relative_id,
        is_copy,
        times_made,
        is_merged,
        ancestor_id = base.model_id as is_ancestor,
        relation_source
    from steps
    join untuned on untuned.model_id in (steps.model_id, ancestor_id)
    join mart_tuning_bases as base on base.model_id in (steps.model_id, ancestor_id) and base.model_id <> untuned.model_id
),
family as (
    select
        untuned.model_id,
        other.model_id as relative_id,
        other.generation,
        other.generation_order - own.generation_order as generations_back,
        model.kind,
        model.parameters,
        -- Null where either size is not known; greatest() would pass over it.
        if(model.parameters > untuned.parameters, model.parameters / untuned.parameters, untuned.parameters / model.parameters) as times,
        model.kind is not distinct from untuned.kind as is_same_kind
    from untuned
    join mart_model_families as own using (model_id)
    join mart_model_families as other using (family_id)
    join mart_tuning_bases as base on base.model_id = other.model_id
    join mart_models as model on model.model_id = other.model_id
),
found as (
    select
        model_id,
        relative_id,
        'lineage' as relation,
        relation_source,
        times_made as generations_apart,
        false as is_later,
        1 as times,
        true as is_same_kind,
        -- A merge has many parts, each of which says little of the whole.
        not is_merged as is_close,
        case
            when is_copy then 'the same weights'
            when is_merged then if(is_ancestor, 'merged into it', 'a merge with it')
            when is_ancestor then 'its base' || if(times_made > 1, ', ' || times_made || ' steps back', '')
            else 'tuned from it' || if(times_made > 1, ', ' || times_made || ' steps on', '')
        end as why
    from lineage
    union all by name
    select
        model_id,
        relative_id,
        'family' as relation,
        'catalogue' as relation_source,
        abs(generations_back) as generations_apart,
        generations_back < 0 as is_later,
        times,
        is_same_kind,
        coalesce(generations_back = 0 and times <= 1.02, false) as is_close,
        case
            when generations_back = 0 and times <= 1.02 and is_same_kind then 'same model, other version'
            when generations_back = 0 and times <= 1.02
                then 'same family, generation and size' || coalesce(', ' || case kind when 'base' then 'base' when 'instruct' then 'instruction-tuned' else kind end, '')
            else concat_ws(
                ', ',
                'same family',
                case
                    when generations_back = 0 then 'same generation'
                    else if(generations_back > 0, 'earlier', 'later') || ' generation (' || generation || ')'
                end,
                case when not coalesce(times <= 1.5, false) then format('of {:.1f} B parameters', parameters / 1e9) end
            )
        end as why
    from family
),
ordered as (
    select
        *,
        row_number() over (
            partition by model_id, relative_id order by relation = 'lineage' desc, generations_apart, why
        ) as mention
    from found
)
select
    ordered.model_id,
    row_number() over (
        partition by ordered.model_id
        order by
            relation = 'lineage' desc, is_close desc, generations_apart, is_later, times nulls last, is_same_kind desc,
            n_lifts desc, kind = 'base' desc, relative_id
    ) as position,
    relative_id,
    base.model_name as relative_name,
    relation,
    relation_source,
    is_close,
    why
from ordered
join mart_tuning_bases as base on base.model_id = relative_id
join mart_models as relative on relative.model_id = relative_id
where mention = 1
qualify position <= 3
