-- description: Whether a model may be used at work: a word to filter by, and the answer in words, with its condition.
--   It follows the model's own licence and, of all that it was made from, the strictest licence of another maker. Where
--   only the name tells what it was made from, the answer warns, and claims nothing.
-- unique: model_id
-- not_null: work_use, work_answer
-- assert: work_use in ('yes', 'yes, if', 'not known', 'no, unless', 'API only')
-- assert: (binding_id is null) = (base_license_class is null or base_license_class = 'not known')
with classes as (
    select unnest(['permissive', 'conditional', 'unknown', 'research-only', 'non-commercial', 'api-only']) as license_class,
        unnest([1, 2, 3, 4, 4, 5]) as strictness
),
own as (
    select *, split_part(model_id, '/', 1) as namespace from mart_models join classes using (license_class)
),
-- What nobody measured has a licence too.
others as (
    select model_id, arg_min(license, trust) as license
    from stg_facts
    anti join mart_models using (model_id)
    where lower(license) not in ('other', 'unknown')
    group by model_id
),
ancestors as (
    select model_id, coalesce(organization_id, namespace) as maker, license_id, license_name, license_class, license_condition, strictness
    from own
    union all
    select
        model_id, coalesce(organization_id, split_part(model_id, '/', 1)), licence.license_id, licence.name, licence.class,
        condition, strictness
    from others
    join raw_license as licence on licence.license_id = lower(license) or list_contains(licence.also, lower(license))
    join classes on classes.license_class = licence.class
    left join stg_organization_names as makers on makers.source = 'hub' and makers.name = split_part(model_id, '/', 1)
),
-- A base model of the same maker binds nobody: who owns both may put the second under another licence.
binding as (
    select
        own.model_id,
        ancestor_id as binding_id,
        case
            when is_copy then 'It holds the weights of '
            when step = 1 then 'It is made from '
            else 'It goes back, in ' || step || ' steps, to '
        end || ancestor_name || ', whose licence (' || base.license_name || ') can bind what is made from it.' as base_licence,
        base.license_class as base_license_class,
        base.license_condition as base_license_condition,
        base.strictness as base_strictness
    from own
    join mart_lineage as lineage using (model_id)
    join ancestors as base on base.model_id = ancestor_id
    where not is_circle
        and base.license_class in ('conditional', 'research-only', 'non-commercial')
        and base.license_id is distinct from own.license_id
        and base.maker <> coalesce(own.organization_id, own.namespace)
        and own.license_class <> 'api-only'
        and (own.license_class = 'unknown' or base.strictness >= own.strictness)
    qualify row_number() over (partition by own.model_id order by base.strictness desc, step, ancestor_id) = 1
),
names as (
    select model_id, 0 as step, split_part(model_id, '/', 2) as name from mart_models
    union all
    select model_id, step, split_part(ancestor_id, '/', 2) from mart_lineage where not is_circle
),
words as (
    select unnest(named) as said, name as said_license_name, class as said_class from raw_license
),
-- The longer words hold: "open llama" is not "llama". A `b` behind the number makes it a size.
hints as (
    select model_id, step, arg_max(words, length(said)) as hint
    from (select *, ' ' || name_key(name) || ' ' as key from names) as named
    join words on contains(key, ' ' || name_key(said) || ' ') and not contains(key, ' ' || name_key(said) || ' b ')
    group by model_id, step, name
),
warned as (
    select model_id, arg_min(hint, step) as hint
    from hints
    where hint.said_class <> 'permissive'
    group by model_id
),
based as (
    select
        own.*,
        binding.* exclude (model_id),
        greatest(own.strictness, coalesce(base_strictness, 0)) as strictest,
        -- What its own licence forbids, the hint could only forbid again.
        case when binding_id is null and license_class in ('permissive', 'unknown') then hint end as hint
    from own
    left join binding using (model_id)
    left join warned using (model_id)
),
said as (
    select
        *,
        case
            when license_class = 'api-only'
                then 'No weights are published under this name' || case when is_moving_name then ', which moves on to newer builds.' else '.' end
            when license_class = 'permissive' and hint is not null
                then case when hub_id is null then 'It is said to be under the ' else 'Its card says ' end || license_name || '.'
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
        'Its name says “' || hint.said || '”, whose licence (' || hint.said_license_name || ') would bind too; '
            || case when base_model is null then 'its base is not stated.' else 'the bases that are stated do not lead there.' end as warning
    from based
)
select
    model_id,
    case when hint is not null and license_class = 'permissive' then 'not known' else base_license_class end as base_license_class,
    binding_id,
    case
        when strictest = 1 then if(hint is null, 'yes', 'yes, if')
        when strictest = 2 then 'yes, if'
        when strictest = 3 then 'not known'
        when strictest = 4 then 'no, unless'
        else 'API only'
    end as work_use,
    concat_ws(
        ' ',
        case
            when strictest = 1 then if(hint is null, 'Yes.', 'Yes, if no other licence binds it.')
            when strictest = 2 then 'Yes, if you can keep the conditions.'
            when strictest = 3 then 'Not known.'
            when strictest = 4 then 'No, unless the maker' || case when strictness < 4 then ' of its base model' else '' end || ' agrees to it separately.'
            else 'By API only: the provider’s terms apply.'
        end,
        nullif(own_licence, ''),
        case when license_class <> 'api-only' then license_condition end,
        warning,
        base_licence,
        base_license_condition
    ) as work_answer
from said
