-- description: Each published shape of a model, reviewed or gathered from its own configuration: what its memory and speed
--   are worked out from. Reviewed figures come before gathered ones, figure by figure.
-- unique: model_id
-- assert: layers is null or layers > 0
with reviewed as (
    select
        id as model_id, layers, kv_layers, kv_heads, head_size, window_tokens, windowed_layers, mla_width, attention
    from raw_catalog_model
    where layers is not null
),
gathered as (
    select distinct on (model_id)
        model_id, architecture, layers, kv_heads, head_size, heads, hidden_size, feed_forward_size, vocabulary, experts, experts_active
    from raw_model_fact
    join stg_names using (source, model)
    where source = 'model_facts' and layers is not null and model_id is not null
    order by model_id, model
)
select
    model_id,
    coalesce(reviewed.layers, gathered.layers) as layers,
    reviewed.kv_layers as kept_layers,
    coalesce(reviewed.kv_heads, gathered.kv_heads) as kv_heads,
    coalesce(reviewed.head_size, gathered.head_size) as head_size,
    reviewed.window_tokens,
    reviewed.windowed_layers,
    reviewed.mla_width,
    reviewed.attention as reviewed_attention,
    gathered.heads,
    gathered.hidden_size,
    gathered.feed_forward_size,
    gathered.vocabulary,
    gathered.experts,
    gathered.experts_active,
    reviewed.model_id is not null as is_reviewed
from reviewed
full join gathered using (model_id)
