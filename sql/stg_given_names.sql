-- description: Every name of a model that any source gives, with the maker that its source says.
--   A provider's own offer names the maker; a reseller's does not, and is no evidence that a model exists.
-- unique: source, model
with said as (
    select source, model, organization as maker, false as is_resold from raw_model_fact
    union all
    select source, model, null, false from raw_result
    union all
    select source, model, organization, false from raw_speed
    union all
    select offer.source, model, case when own.name is not null then provider end, own.name is null
    from raw_offer as offer
    left join stg_organization_names as own on own.source = 'models_dev' and own.name = provider
    where is_text
    union all
    -- models.dev points from a reseller's name to the maker's: `anthropic/claude-opus-4-6`.
    select source, base_model, split_part(base_model, '/', 1), true from raw_offer where base_model is not null and is_text
)
select source, model, any_value(maker) as maker, bool_and(is_resold) as is_resold
from said
group by source, model
