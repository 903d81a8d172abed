-- description: The models that lists leave out by default, with the reason.
-- unique: model_id
select
    model_id,
    name,
    organization,
    unlisted_reason as reason,
    unlisted_source as source,
    case when regexp_matches(upper(left(organization, 1)), '[A-Z]') then lower(left(organization, 1)) else '0-9' end as letter
from mart_models
where not is_listed
order by letter, lower(organization), lower(name), model_id
