-- description: Who takes part in the tuning index: each base with each way it was tuned in each study, and each model only asked;
--   with what this site knows of the base. Memory is that of QLoRA by this site's own reckoning (mart_tunings).
-- unique: entrant
-- not_null: name, source
with entrants as (
    select
        entrant,
        any_value(study_id) as study_id,
        any_value(study_name) as study_name,
        any_value(source) as source,
        any_value(model_id) as base_id,
        any_value(base_name) as base_name,
        any_value(setup) as setup,
        any_value(method) as method,
        any_value(rank) as rank,
        bool_and(is_reference) as is_reference,
        any_value(relationship) as relationship
    from stg_tunings
    group by entrant
)
select
    entrant,
    study_id,
    study_name,
    entrants.source,
    model.model_id,
    coalesce(model.name, base_name) as name,
    entrants.setup,
    entrants.method,
    entrants.rank,
    is_reference,
    relationship,
    kind,
    model.parameters,
    parameters_source,
    license_class,
    license_anchor,
    license_asks,
    base_license_class,
    gated,
    qlora.need_gib as qlora_gib,
    qlora.tier_id as qlora_tier_id,
    list_sort(list_distinct(list_filter([entrants.source, parameters_source, license_source], lambda one: one is not null))) as sources
from entrants
left join mart_models as model on model.model_id = base_id
left join mart_work_use as work on work.model_id = base_id
left join mart_tunings as qlora on qlora.model_id = base_id and qlora.method = 'qlora'
