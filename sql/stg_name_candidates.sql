-- description: What each name that is no Hub repository may stand for: its words as a key, with and without what its
--   end says of a setting (effort, thinking), less what is known noise (a provider's path, a price tag, an API version).
-- unique: source, model, preference
with given as (
    -- `anthropic--claude-4-opus` at SAP; `-maas` and `@default` at Vertex, where a version stands before the date too;
    -- `hf:` and `bedrock/` before the maker's own name elsewhere, `llama-v3p1` at Fireworks.
    select
        *,
        regexp_replace(
            regexp_replace(regexp_replace(model, '^([a-z]+)--', '\1/'), '(-maas|@default|:beta)$|^(hf:|bedrock/)', '', 'g'),
            '-v\d@(20\d{6})$', '@\1'
        ).regexp_replace('(^|/)llama-v(\d)', '\1llama-\2') as written
    from stg_given_names
    where lower(model) not in (select name from stg_hub_names)
        and not (source = 'private' and contains(model, '/'))
        -- Two models at work together ("DeepSeek R1 + claude-3-5-sonnet") are neither.
        and regexp_replace(model, '\([^)]*\)', '', 'g') not like '% + %'
        -- A word in another script is a word that keys cannot hold: `Qwen3-8B-基座` is the base model.
        and not regexp_matches(regexp_replace(lower(model), '[a-z]', '', 'g'), '\pL')
),
-- `anthropic.claude-opus-4-5-20251101-v1:0` and `us.anthropic.…` at Bedrock, where only the version of a dated build and a
-- first version are noise; `:free` at OpenRouter.
dotted as (
    select
        *,
        regexp_extract(
            written, '^(?:(?:us|eu|apac|au|jp|ca|global|us-gov)\.)?([a-z0-9]+)\.(.+?)(?:-v?1:0)?$', ['maker', 'rest']
        ) as parts,
        -- How BFCL called it is its setup: "(FC)" is nothing to the model, "(FC thinking)" is a setting.
        regexp_replace(
            regexp_replace(regexp_replace(written, '(?i) \((?:fc|prompt)\)$', ''), '(?i) \((?:fc|prompt) (?:\+ )?(thinking\))$', ' (\1'),
            '(?:-v?1:0|:free|:exacto|:nitro|:floor)( \(.*)?$', '\1'
        ) as bare
    from (select * replace (regexp_replace(written, '(-20\d{6})-v[1-9]:0$', '\1') as written) from given)
),
-- The last two steps of a path: a maker and a name, or a provider's own folders and a name.
stepped as (
    select
        dotted.*,
        string_split(bare, '/') as steps,
        case when dot.name is not null then parts.maker when len(steps) > 1 then lower(steps[-2]) end as namespace,
        dot.name is not null as is_dotted
    from dotted
    left join stg_organization_names as dot on dot.source = 'name' and dot.name = parts.maker
),
known_namespaces as (
    select name from stg_organization_names where source = 'name'
    union
    select provider from raw_offer
    union
    select unnest(['models', 'chutes', 'fireworks', 'together_ai', 'bedrock', 'vertex_ai'])
),
stripped as (
    select
        stepped.*,
        case
            when is_dotted then parts.rest
            when namespace is null or known_namespaces.name is not null then steps[-1]
            -- Somebody else's repository of that name is another model.
            else bare
        end as name
    from stepped
    left join known_namespaces on known_namespaces.name = namespace
),
rules (rule, pattern, is_certain) as (
    values
        (1, '^(.+)_(none|minimal|low|medium|high|xhigh|max|unknown|thinking)()$', true),
        (2, '^(.+?)-((?:thinking(?:-\d+k|-auto)?-)?(?:low|medium|high|xhigh|max)-effort)()$', true),
        (3, '^(.+?)-(thinking-\d+k|thinking-minimal|highthinking|nothinking)()$', true),
        (4, '^((?:.+/)?(?:claude|gemini)-.+)_(\d+[kK])()$', true),
        (5, '^(.+?) \((minimal|low|medium|high|xhigh|max|thinking-minimal|no think|no thinking|non-thinking|thinking|default|default think|\d+k think(?:ing)?(?: tokens)?|\d+k, (?:low|medium|high|max))\)()$', true),
        (6, '^(.+?)-(minimal|low|medium|high)(-20\d\d-\d\d-\d\d)$', true),
        (7, '^(.+?)[-:](non-thinking|no-thinking|thinking|non-reasoning|reasoning|minimal|low|medium|high|xhigh)()$', false),
        (9, '^((?:.+/)?deepseek.+?) \((reasoner|chat)\)()$', true)
),
split as (
    select
        source,
        model,
        rule,
        is_certain,
        lower(regexp_extract(name, '(?i)' || pattern, 2)) as said,
        regexp_extract(name, '(?i)' || pattern, 1) || regexp_extract(name, '(?i)' || pattern, 3) as base
    from stripped
    join rules on regexp_matches(name, '(?i)' || pattern)
    -- LiveBench calls a Claude without thinking "base".
    union all
    select source, model, 8, true, 'no thinking', regexp_replace(name, '-base$', '')
    from stripped
    where source = 'livebench' and name like 'claude-%-base'
),
every_candidate as (
    select source, model, 0 as rule, false as is_certain, '' as said, name as base
    from stripped
    union all
    select source, model, rule, is_certain, said, base from split
),
keyed as (
    select
        candidate.*,
        stepped.is_resold,
        name_key(base) as key,
        regexp_replace(lower(base), '[^a-z0-9._-]+', '-', 'g').trim('-') as basename,
        coalesce(declared.organization_id, namespaced.organization_id) as told_id,
        -- `llama3.1:8b` on Ollama: the size, and never the base model.
        regexp_matches(bare, ':\d+(\.\d+)?[bmt]$') as is_tagged
    from every_candidate as candidate
    join stripped as stepped using (source, model)
    left join stg_organization_names as declared on declared.source = 'name' and declared.name = lower(stepped.maker)
    left join stg_organization_names as namespaced on namespaced.source = 'name' and namespaced.name = stepped.namespace
),
prefixed as (
    select key, arg_max(organization_id, length(name)) as organization_id
    from (select distinct key from keyed where told_id is null)
    join stg_organization_names as prefix on prefix.source = 'prefix' and starts_with(key || ' ', name || ' ')
    group by key
)
select
    source,
    model,
    row_number() over (partition by source, model order by rule) as preference,
    base,
    key,
    basename,
    coalesce(told_id, prefixed.organization_id) as organization_id,
    said,
    case
        when said in ('none', 'no think', 'no thinking', 'no-thinking', 'non-thinking', 'nothinking', 'non-reasoning', 'chat') then 'no thinking'
        when said in ('thinking', 'reasoning', 'reasoner') then 'thinking'
        when said in ('default', 'default think') then 'default thinking'
        when said = 'highthinking' then 'high thinking'
        when said = 'unknown' then 'unknown effort'
        when regexp_matches(said, '^(thinking-)?\d+k') then 'thinking-' || regexp_extract(said, '\d+k') || regexp_replace(replace(said, '-effort', ''), '^(thinking-)?\d+k( think(ing)?( tokens)?)?', '')
        else replace(said, '-effort', '')
    end as setting,
    is_certain,
    bool_or(is_certain) over (partition by source, model) as has_certain,
    count(*) over (partition by source, model) as n_candidates,
    is_resold,
    is_tagged
from keyed
left join prefixed using (key)
where length(key) > 0
