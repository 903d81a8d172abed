-- description: Models that some source tells with a setting (effort, thinking) beyond doubt: in a form that says nothing
--   else, by saying that it was off, or as the effort of a run it measured. Only of these does `-thinking` at a name's end
--   mean a setting; of any other it may be a model of its own (gemini-2.0-flash-thinking, sonar-reasoning).
-- unique: model_id
with told as (
    select organization_id, key
    from stg_name_candidates
    where said <> '' and (
        is_certain or contains(model, ':') or setting = 'no thinking'
        or not is_resold and setting in ('minimal', 'low', 'medium', 'high', 'xhigh')
    )
)
select model_id
from told
join stg_known_names using (organization_id, key)
union
select alias.model_id
from told
join raw_alias as alias on alias.source is null and name_key(alias.model) = told.key and alias.organization_id = told.organization_id
union
select model_id from raw_alias where coalesce(setting, '') <> ''
