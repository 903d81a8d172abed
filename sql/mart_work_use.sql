-- description: Whether a model may be used at work: a word to filter by, and the answer in words, with its condition.
--   It follows the model's own licence and, where another maker's base model has a stricter one, that licence too.
-- unique: model_id
-- not_null: work_use, work_answer
-- assert: work_use in ('yes', 'yes, if', 'not known', 'no, unless', 'API only')
with classes as (
    select unnest(['permissive', 'conditional', 'unknown', 'research-only', 'non-commercial', 'api-only']) as license_class,
        unnest([1, 2, 3, 4, 4, 5]) as strictness
),
own as (
    select * from mart_models join classes using (license_class)
),
-- A base model of the same maker binds nobody: who owns both may put the second under another licence.
based as (
    select
        own.*,
        base.name as base_name,
        base.license_name as base_license_name,
        base.license_class as base_license_class,
        base.license_condition as base_license_condition,
        greatest(own.strictness, coalesce(base.strictness, 0)) as strictest
    from own
    left join own as base
        on base.model_id = own.base_model_id
        and base.license_class in ('conditional', 'research-only', 'non-commercial')
        and base.license_id is distinct from own.license_id
        and base.organization_id is distinct from own.organization_id
        and own.license_class <> 'api-only'
        and (own.license_class = 'unknown' or base.strictness >= own.strictness)
),
said as (
    select
        *,
        case
            when license_class = 'api-only'
                then 'Under the terms of the provider: no weights are published under this name, so it is used through an API only.'
            when license_class = 'permissive' then 'The licence (' || license_name || ') allows commercial use.'
            when license_class = 'conditional' then 'The licence (' || license_name || ') allows commercial use under conditions.'
            when license_class <> 'unknown' then 'The licence is the ' || license_name || '.'
            when license_id is null and is_open_weights is null
                then 'It is not known to us whether the weights are published; at a provider, that provider’s terms hold.'
            when license_id is null
                then 'No source states a licence, and without one nobody is granted any right: read the model’s page or ask its maker.'
            when license_condition is null then 'The licence (' || license_name || ') is not reviewed here: read it first.'
            else ''
        end as own_licence,
        'It is made from ' || base_name || ', whose licence (' || base_license_name || ') can bind what is made from it.' as base_licence
    from based
)
select
    model_id,
    base_license_class,
    case strictest when 1 then 'yes' when 2 then 'yes, if' when 3 then 'not known' when 4 then 'no, unless' else 'API only' end as work_use,
    concat_ws(
        ' ',
        case strictest
            when 1 then 'Yes.'
            when 2 then 'Yes, if you can keep the conditions.'
            when 3 then 'Not known.'
            when 4 then 'No, unless the maker' || case when strictness < 4 then ' of its base model' else '' end || ' agrees to it separately.'
        end,
        nullif(own_licence, ''),
        case when license_class <> 'api-only' then license_condition end,
        base_licence,
        base_license_condition
    ) as work_answer
from said
