-- description: How wide each open model is, for what depends on more than its cache: speed, tuning, and attention without
--   flash attention. From its own configuration, from one of the same architecture and size, or as the widths of a plain
--   transformer of as many parameters. `adapter_width` counts inputs and outputs of all matrices that LoRA adapts: rank ·
--   width parameters are trained; of a mixture the low one leaves its experts out. `read_parameters` are read for each
--   token: the active ones, without the table of inputs where the table of outputs is another.
--   `token_parameters` are those of its tables of tokens, `native_read_bits` the bits of what is read as it is published.
-- unique: model_id
-- not_null: layers, hidden_size, heads, vocabulary, adapter_width_low, adapter_width_high, read_parameters, token_parameters
-- assert: native_read_bits is null or native_read_bits between 2 and 16
-- assert: adapter_width_low <= adapter_width_high
-- assert: read_parameters > 0 and read_parameters <= parameters
with sized as (
    select model_id, shape.parameters, parameters_active, architecture_id as family, round(ln(shape.parameters) * 1000) as size
    from mart_shapes as shape
    join mart_models using (model_id)
),
given as (
    select
        model_id, family, size,
        {'layers': layers, 'kv_heads': kv_heads, 'head_size': head_size, 'heads': heads, 'hidden_size': hidden_size,
            'feed_forward_size': feed_forward_size, 'vocabulary': vocabulary, 'experts': coalesce(experts, 1), 'experts_active': coalesce(experts_active, 1)} as widths
    from stg_shapes
    join sized using (model_id)
    where heads is not null and hidden_size is not null and feed_forward_size is not null and vocabulary is not null
        and kv_heads is not null and head_size is not null
    union all
    select
        lower(model), architecture_id, round(ln(parameters) * 1000),
        {'layers': layers, 'kv_heads': kv_heads, 'head_size': head_size, 'heads': heads, 'hidden_size': hidden_size,
            'feed_forward_size': feed_forward_size, 'vocabulary': vocabulary, 'experts': 1, 'experts_active': 1}
    from raw_shape
    where heads is not null and hidden_size is not null and feed_forward_size is not null and vocabulary is not null
        -- A mixture's shape does not say how many experts it has, nor an encoder-decoder's what its encoder holds.
        and parameters < 1.5 * (2.0 * vocabulary * hidden_size + layers * hidden_size * (2.0 * heads * head_size + 2.0 * kv_heads * head_size + 3.0 * feed_forward_size))
),
shaped as (
    select family, size, widths, min(model_id) as model_id, count(*) as n_models
    from given
    where family is not null
    group by all
),
known as (
    select * from shaped
    qualify row_number() over (partition by family, size order by n_models desc, model_id) = 1
),
asked as (
    select distinct family, size from sized
),
alike as (
    select asked.family, asked.size, arg_min(widths, (abs(asked.size - known.size), model_id)) as widths
    from asked
    join known on known.family = asked.family and known.size between asked.size - 30 and asked.size + 30
    group by all
),
-- What is active of a mixture is so of all of its architecture and size.
stated as (
    select family, size, arg_min(parameters_active, model_id) as parameters_active
    from sized
    where parameters_active is not null
    group by all
),
active_alike as (
    select asked.family, asked.size, arg_min(parameters_active, (abs(asked.size - stated.size), stated.size)) as parameters_active
    from asked
    join stated on stated.family = asked.family and stated.size between asked.size - 30 and asked.size + 30
    group by all
),
taken as (
    select
        model_id, parameters, least(parameters, coalesce(sized.parameters_active, active_alike.parameters_active)) as parameters_active,
        coalesce(given.widths, alike.widths) is not null as is_known,
        coalesce(given.widths, alike.widths, {
            'layers': greatest(1, round(plain / 128))::bigint, 'kv_heads': greatest(1, round(plain / 128))::bigint, 'head_size': 128,
            'heads': greatest(1, round(plain / 128))::bigint, 'hidden_size': greatest(128, round(plain))::bigint,
            'feed_forward_size': greatest(128, round(plain * 8 / 3))::bigint, 'vocabulary': 131072, 'experts': 1, 'experts_active': 1
        }) as w
    from (select *, pow(parameters * 128 / 12, 1.0 / 3) as plain from sized) as sized
    left join (select distinct on (model_id) model_id, widths from given order by model_id) as given using (model_id)
    left join alike using (family, size)
    left join active_alike using (family, size)
),
summed as (
    select
        *,
        -- Queries, keys, values and outputs; gate, up and down of each feed-forward network.
        w.layers * (2 * (w.hidden_size + w.heads * w.head_size) + 2 * (w.hidden_size + w.kv_heads * w.head_size)) as attention_width,
        w.layers * 3 * (w.hidden_size + w.feed_forward_size) as feed_forward_width,
        w.vocabulary * w.hidden_size as table_parameters,
        w.layers * (2 * w.hidden_size * w.heads * w.head_size + 2 * w.hidden_size * w.kv_heads * w.head_size
            + 3 * w.hidden_size * w.feed_forward_size * w.experts) as matrix_parameters,
        parameters - w.layers * 3 * w.hidden_size * w.feed_forward_size * (w.experts - w.experts_active) as reckoned_active
    from taken
),
active as (
    select
        *,
        -- Two tables leave more beside the layers than one does; half a table is what a count may be off by.
        1 + (is_known and parameters - matrix_parameters > 1.5 * table_parameters)::int as n_tables,
        w.layers * 3.0 * w.hidden_size * w.feed_forward_size as expert_parameters,
        -- Makers count the table of inputs or not: where every layer has experts the shape says what they would say with it.
        case when reckoned_active / parameters_active between 0.85 and 1.2 then reckoned_active else coalesce(parameters_active, parameters) end as active_parameters
    from summed
),
read as (
    select
        *,
        active_parameters - case when n_tables = 2 and table_parameters < 0.9 * active_parameters then table_parameters else 0 end as read_parameters
    from active
)
select
    model_id,
    parameters,
    is_known,
    w.layers as layers,
    w.heads as heads,
    w.hidden_size as hidden_size,
    w.vocabulary as vocabulary,
    attention_width + case when w.experts = 1 then feed_forward_width else 0 end as adapter_width_low,
    attention_width + feed_forward_width * w.experts as adapter_width_high,
    active_parameters,
    read_parameters,
    least(parameters, n_tables * table_parameters)::double as token_parameters,
    -- A mixture published in fewer than 8 bits has its experts in so few and the rest in 16; of the rest more is read.
    case
        when native_bits < 8 and is_known and w.experts > 1 and expert_parameters * w.experts_active < read_parameters
            then (
                (parameters * native_bits - 16 * (parameters - expert_parameters * w.experts)) / w.experts * w.experts_active
                + 16 * (read_parameters - expert_parameters * w.experts_active)
            ) / read_parameters
        else native_bits
    end as native_read_bits
from read
left join (select id as model_id, native_bits from raw_catalog_model) using (model_id)
