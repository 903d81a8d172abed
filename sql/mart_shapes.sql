-- description: What each open model keeps of a text in its cache, and how that is known: from its own published shape, from
--   one of the same architecture and size, or as the bound of one cache a head of a plain transformer.
--   Bytes a token at 16 bit: 2 · layers · KV heads · head size · 2; with compressed attention (MLA, arXiv 2405.04434)
--   layers · width · 2. A windowed layer keeps its window only. A recurrent one keeps no token but a state, counted as
--   that of Mamba-2 and gated linear attention, 2 · width · 128 values at 32 bit a text, which others do not exceed.
-- unique: model_id
-- not_null: shape, attention, basis
-- assert: shape.growing_bytes + shape.windowed_bytes > 0 or attention = 'recurrent'
-- assert: (basis = 'bound') = (shape_source is null)
with spellings as (
    select unnest(list_prepend(architecture_id, coalesce(also, []))) as architecture_family, architecture_id
    from raw_architecture
),
rules as (
    select architecture_id as family, * exclude (architecture_id) from raw_architecture
),
open as (
    select model_id, parameters, coalesce(architecture_id, architecture_family) as family, if(parameters < 2e9, 32, 80) as depth
    from mart_models
    left join spellings using (architecture_family)
    where is_open_weights and parameters is not null
),
given as (
    select
        model_id, family, parameters, reviewed_attention, is_reviewed, true as is_own,
        is_reviewed or not coalesce(is_gathered_wrong, false) as is_certain,
        case when is_reviewed then 'catalogue' else 'model_facts' end as source,
        layers, kept_layers, windowed_layers, heads, kv_heads, head_size, hidden_size, given.window_tokens, given.mla_width
    from stg_shapes as given
    join open using (model_id)
    left join rules using (family)
    union all
    select
        lower(shape.model), architecture_id, parameters, null, true, false, true, 'catalogue',
        layers, kept_layers, windowed_layers, heads, kv_heads, head_size, hidden_size, null, null
    from raw_shape as shape
),
ruled as (
    select
        given.* exclude (window_tokens, mla_width, windowed_layers, kept_layers),
        coalesce(kept_layers, layers // kept_every, case when rules.attention = 'recurrent' then 0 end, layers) as kept_layers,
        -- One layer in `full_every` sees the whole text; of a model with a window and no such layer all have the window.
        coalesce(windowed_layers, case when rules.window_tokens is not null then layers - coalesce(layers // full_every, 0) end, 0) as windowed_layers,
        coalesce(given.window_tokens, rules.window_tokens, 0) as window_tokens,
        coalesce(given.mla_width, rules.mla_width) as mla_width,
        case
            when rules.attention in ('hybrid', 'recurrent') or reviewed_attention = 'hybrid'
                then coalesce(hidden_size, least(8192, pow(parameters * 128 / 12, 1.0 / 3))) * 2 * 128 * 4
            else 0
        end as state_bytes_per_layer
    from given
    left join rules using (family)
    where is_certain
),
published as (
    select
        model_id, family, parameters, layers, reviewed_attention, is_reviewed, is_own, source,
        -- What its heads show; of one architecture small models may keep every head's and large ones share them.
        case when kv_heads = heads then 'multi-head' when kv_heads = 1 then 'multi-query' when kv_heads < heads then 'grouped-query' end as heads_kept,
        {
            'growing_bytes': case
                when mla_width is not null then 2.0 * kept_layers * mla_width
                when kept_layers = 0 then 0
                else 4.0 * (kept_layers - windowed_layers) * kv_heads * head_size
            end,
            'windowed_bytes': case when mla_width is null and windowed_layers > 0 then 4.0 * windowed_layers * kv_heads * head_size else 0 end,
            'window_tokens': case when mla_width is null and windowed_layers > 0 then window_tokens else 0 end,
            'state_bytes': round((layers - kept_layers) * state_bytes_per_layer)
        }::struct(growing_bytes double, windowed_bytes double, window_tokens bigint, state_bytes double) as shape
    from ruled
    where layers is not null and (mla_width is not null or kept_layers = 0 or kv_heads is not null and head_size is not null)
),
-- Fine-tunes keep their base's shape: that of the model of one architecture that is nearest in size, within 3 %,
-- and a reviewed one before a gathered one.
shaped as (
    select family, round(ln(parameters) * 1000) as size, not is_reviewed as is_gathered, shape, any_value(source) as source, min(heads_kept) as heads_kept, min(model_id) as model_id, count(*) as n_models
    from published
    where family is not null
    group by family, size, is_gathered, shape
),
known as (
    select * from shaped
    qualify row_number() over (partition by family, size, is_gathered order by n_models desc, model_id) = 1
),
own as (
    select distinct on (model_id) * from published order by model_id, is_own desc
),
asked as (
    select distinct family, round(ln(parameters) * 1000) as size from open
),
alike as (
    select
        asked.family,
        asked.size,
        arg_min({'shape': shape, 'model_id': known.model_id, 'source': source, 'heads_kept': heads_kept}, (is_gathered, abs(asked.size - known.size), -known.shape.growing_bytes, known.model_id)) as nearest
    from asked
    join known on known.family = asked.family and known.size between asked.size - 30 and asked.size + 30
    group by all
)
select
    open.model_id,
    open.parameters,
    open.family as architecture_id,
    case
        when rules.attention in ('MLA', 'hybrid', 'recurrent') or own.reviewed_attention is null and own.model_id is null and nearest is null
            then coalesce(rules.attention, 'unknown')
        when own.reviewed_attention in ('mla', 'hybrid') then if(own.reviewed_attention = 'mla', 'MLA', 'hybrid')
        when coalesce(own.shape, nearest.shape).window_tokens > 0 then 'sliding window'
        when rules.family is not null and coalesce(own.heads_kept, nearest.heads_kept) is not null then coalesce(own.heads_kept, nearest.heads_kept)
        when own.reviewed_attention is not null then if(own.reviewed_attention = 'mha', 'multi-head', 'grouped-query')
        else coalesce(rules.attention, 'unknown')
    end as attention,
    coalesce(own.shape, nearest.shape, {
        -- Layers and width of a plain transformer of so many parameters, P = 12 · L · h², as deep for its width as any known
        -- that keeps every head: h = 80 · L, or 32 · L below two billion.
        'growing_bytes': case when rules.attention = 'recurrent' then 0 else ceil(4 * pow(open.parameters * depth / 12, 2.0 / 3) / depth) end,
        'windowed_bytes': 0.0,
        'window_tokens': 0,
        -- As wide as it is deep times 128: 8 bytes for the square of its width.
        'state_bytes': case when rules.attention in ('hybrid', 'recurrent') then round(8 * pow(open.parameters * 128 / 12, 2.0 / 3)) else 0 end
    }::struct(growing_bytes double, windowed_bytes double, window_tokens bigint, state_bytes double)) as shape,
    case
        when own.model_id is not null then 'published shape'
        when nearest is not null then 'shape of ' || nearest.model_id
        when rules.attention = 'recurrent' then 'shape of its architecture'
        else 'bound'
    end as basis,
    coalesce(own.source, nearest.source, case when rules.attention = 'recurrent' then 'catalogue' end) as shape_source,
    rules.name as architecture_name,
    rules.note as architecture_note,
    rules.source as architecture_url
from open
left join own using (model_id)
left join alike on alike.family = open.family and alike.size = round(ln(open.parameters) * 1000)
left join rules on rules.family = open.family
