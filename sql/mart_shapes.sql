-- description: What a cache of keys and values costs each open model, and how that is known: from the model's own
--   published shape, from a model of the same architecture and size, or as the bound of one cache a head.
--   Bytes a token at 16 bits: 2 · layers · KV heads · head size · 2; MLA: layers · width · 2, with the width
--   of the compressed latent and its rotary part (DeepSeek-V2, arXiv 2405.04434).
-- unique: model_id
-- not_null: kv_bytes_per_token, basis
-- assert: kv_bytes_per_token > 0
with shapes as (
    select
        model_id,
        coalesce(reviewed.layers, facts.layers) as layers,
        coalesce(reviewed.kv_layers, reviewed.layers, facts.layers) as kv_layers,
        coalesce(reviewed.kv_heads, facts.kv_heads) as kv_heads,
        coalesce(reviewed.head_size, facts.head_size) as head_size,
        reviewed.mla_width,
        coalesce(reviewed.window_tokens, 0) as window_tokens,
        coalesce(reviewed.windowed_layers, 0) as windowed_layers,
        reviewed.id is not null as is_reviewed,
        facts.architecture
    from mart_models
    left join raw_catalog_model as reviewed on reviewed.id = model_id and reviewed.layers is not null
    -- The gathered facts know neither compressed attention (MLA) nor layers without any: those need a reviewed shape.
    left join stg_facts as facts
        using (model_id)
    where facts.source = 'model_facts' and (
            reviewed.id is not null
            or not regexp_matches(facts.architecture, '^(deepseek_v|kimi|glm_moe_dsa|nemotron-nas|mistral3|minimax_m1)')
        )
        or reviewed.id is not null and facts.source = 'catalogue'
    qualify row_number() over (partition by model_id order by facts.trust desc) = 1
),
published as (
    select
        model_id,
        case
            when mla_width is not null then kv_layers * mla_width * 2
            else 2 * (kv_layers - windowed_layers) * kv_heads * head_size * 2
        end as growing_bytes,
        case when mla_width is null then 2 * windowed_layers * kv_heads * head_size * 2 else 0 end as windowed_bytes,
        window_tokens,
        case when is_reviewed then 'catalogue' else 'model_facts' end as source
    from shapes
    where layers is not null and (mla_width is not null or kv_heads is not null and head_size is not null)
),
-- Fine-tunes keep their base's shape: that of the model of one architecture that is nearest in size, within 3 %,
-- and a reviewed one before a gathered one.
sized as (
    select model_id, parameters, architecture_family as family
    from mart_models
    where is_open_weights and parameters is not null
),
shaped as (
    select
        family, round(ln(sized.parameters) * 1000) as size, reviewed.id is null as is_gathered,
        {'growing_bytes': growing_bytes, 'windowed_bytes': windowed_bytes, 'window_tokens': published.window_tokens} as shape,
        min(published.model_id) as model_id,
        count(*) as n_models
    from published
    join sized using (model_id)
    left join raw_catalog_model as reviewed on reviewed.id = published.model_id and reviewed.layers is not null
    group by all
),
known as (
    select * from shaped
    qualify row_number() over (partition by family, size, is_gathered order by n_models desc, model_id) = 1
),
asked as (
    select distinct family, round(ln(parameters) * 1000) as size from sized
),
alike as (
    select
        asked.family,
        asked.size,
        arg_min({'shape': shape, 'model_id': known.model_id, 'source': case when is_gathered then 'model_facts' else 'catalogue' end}, (is_gathered, abs(asked.size - known.size), known.model_id)) as nearest
    from asked
    join known on known.family = asked.family and known.size between asked.size - 30 and asked.size + 30
    group by all
)
select
    sized.model_id,
    parameters,
    coalesce(published.growing_bytes + published.windowed_bytes, nearest.shape.growing_bytes + nearest.shape.windowed_bytes,
        -- Layers and width from the parameter count of a plain transformer: P = 12 · L · h², L = h / 128.
        pow(parameters * 128 / 12, 2.0 / 3) / 32) as kv_bytes_per_token,
    coalesce(published.windowed_bytes, nearest.shape.windowed_bytes, 0) as windowed_bytes_per_token,
    coalesce(published.window_tokens, nearest.shape.window_tokens, 0) as window_tokens,
    case
        when published.model_id is not null then 'published shape'
        when nearest is not null then 'shape of ' || nearest.model_id
        else 'bound'
    end as basis,
    coalesce(published.source, nearest.source) as shape_source
from sized
left join published using (model_id)
left join alike on alike.family = sized.family and alike.size = round(ln(parameters) * 1000)
