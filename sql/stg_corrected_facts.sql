-- description: Facts that a correction in force is about: what the source says (`was`) and what is right (`now`), in their columns.
-- unique: correction_id, version
-- not_null: source, model, version
with versions as (
    select correction_id, source, model, model_id, field, 'was' as version, was as value from stg_corrections where kind = 'fact' and is_in_force
    union all
    select correction_id, source, model, model_id, field, 'now', now from stg_corrections where kind = 'fact' and is_in_force and now is not null
)
select
    correction_id,
    source,
    model,
    model_id,
    field,
    version,
    case field when 'parameters' then try_cast(value as double) end as parameters,
    case field when 'parameters_active' then try_cast(value as double) end as parameters_active,
    case field when 'context_tokens' then try_cast(value as bigint) end as context_tokens,
    case field when 'license' then value end as license,
    case field when 'base_model' then value end as base_model,
    case field when 'released_on' then try_cast(value as date) end as released_on,
    case field when 'is_open_weights' then try_cast(value as boolean) end as is_open_weights
from versions
