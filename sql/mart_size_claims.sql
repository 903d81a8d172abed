-- description: What each source says of the size of each measured model, beside what the model's name says, and whether
--   that is believed. A count fits a name that it lies within a factor of 1.35 of; a small model's name leaves out its
--   embeddings, up to 0.7 B. A name is never believed over a count for being a name: what does not fit it is left out only
--   where it is known how it came to be wrong (`why`), and is listed in either case.
--   `parameters` is what is meant: what the older board cut to whole billions lies between it and `parameters_high`; an
--   estimate that forgets a third of each feed-forward layer is worked out again from the same shape.
-- unique: model_id, source
-- not_null: model_id, source, stated, parameters, is_believed, fits
-- assert: is_believed or why is not null
with measured as (
    select distinct model_id from stg_results where model_id is not null and benchmark_id is not null
),
-- At what precision a board ran it, where that was never a full one.
packed_runs as (
    select source, model_id
    from stg_results
    where source like 'open_llm_leaderboard%'
    group by source, model_id
    having bool_and(regexp_matches(setup, '^(4bit|8bit|GPTQ)'))
),
-- Attention and feed-forward layers as in Llama (h² · 2 + 2 · h · KV heads · head size + 3 · h · f), two embeddings.
shapes as (
    select
        model_id,
        any_value(layers * (4.0 * hidden_size * hidden_size + 2.0 * hidden_size * feed_forward_size) + 1.0 * vocabulary * hidden_size) as estimate,
        any_value(
            layers * (2.0 * hidden_size * hidden_size + 2.0 * hidden_size * kv_heads * head_size + 3.0 * hidden_size * feed_forward_size)
            + 2.0 * vocabulary * hidden_size
        ) as whole
    from raw_model_fact
    join stg_names using (source, model)
    where source = 'model_facts' and architecture in ('llama', 'mistral', 'internlm2', 'baichuan') and model_id is not null
    group by model_id
),
stated as (
    select distinct on (model_id, source)
        model_id,
        source,
        trust,
        architecture_family as family,
        parameters as stated,
        coalesce(source = 'model_facts' and abs(parameters - estimate) < 1, false) as is_estimate,
        case when is_estimate then whole else parameters end as parameters,
        parameters + case when source = 'open_llm_leaderboard_v1' then 1e9 else 0 end as high,
        named,
        named_experts,
        regexp_matches(model_id, 'gptq|awq|gguf|exl2|bnb|[2-8]-?bit|int[48]|[wa]4a|fp4|hqq|aqlm') or packed_runs.model_id is not null as is_packed
    from stg_facts
    join measured using (model_id)
    left join shapes using (model_id)
    left join stg_name_sizes using (model_id)
    left join packed_runs using (source, model_id)
    where parameters is not null
    order by model_id, source, trust, parameters desc
),
weighed as (
    select
        * replace (case when is_estimate then parameters else high end as high),
        -- The size of the name that is nearest.
        list_sort([
            {'apart': case
                when one between parameters and greatest(high, parameters) then 0
                when one > high then ln(one / greatest(high, parameters))
                else ln(parameters / one)
            end, 'size': one}
            for one in named
        ])[1] as nearest
    from stated
),
compared as (
    select
        *,
        nearest.size as named_parameters,
        coalesce(
            nearest.apart <= ln(1.35) or parameters between nearest.size and least(2 * nearest.size, nearest.size + 0.7e9),
            true
        ) as fits
    from weighed
),
-- What models of the name's size and the same architecture have, where there are three of them; adapters state none.
exact as (
    select architecture_family as family, round(parameters, -7) as parameters, count(*) as n_models
    from stg_facts
    where source in ('model_facts', 'open_llm_leaderboard') and parameters is not null
    group by all
    having n_models >= 3
),
usual as (
    select
        odd.model_id,
        odd.source,
        arg_max(exact.parameters, (n_models, exact.parameters)) as usual_parameters,
        bool_or(abs(odd.parameters / exact.parameters - 0.5) < 0.005) as is_half,
        bool_or(abs(odd.parameters / exact.parameters - 2) < 0.005) as is_twice
    from compared as odd
    join exact
        on (exact.family = odd.family or coalesce(odd.family, '?') in ('', '?'))
        and exact.parameters between named_parameters / 1.2 and named_parameters * 1.2
    where not fits
    group by odd.model_id, odd.source
),
backed as (
    select model_id, list(source) as fitting from compared where fits and source <> 'catalogue' group by model_id
),
judged as (
    select
        *,
        case
            when is_estimate then 'an estimate from the shape that counts two of the three matrices of each feed-forward layer; worked out again from the same shape'
            when fits or source = 'catalogue' then null
            when is_packed then 'packed weights, of which the count is of the integers they are packed into'
            when named_experts > 1 and source = 'open_llm_leaderboard_v1' and high < named_parameters and coalesce(family, '') not in ('llama', 'mistral', 'qwen2')
                then 'the size of one expert of a mixture'
            when is_half then 'half of what models of this name’s size and architecture have'
            when is_twice then 'twice what models of this name’s size and architecture have, as where an adapter is counted with its base'
            when parameters / usual_parameters between 0.5 and 0.72 and not regexp_matches(model_id, 'prun|minitron|passthrough|layers')
                then 'as many as models of this name’s size and architecture have where their weights are packed to 4 bits'
            when high < named_parameters and len(fitting) > 0 then 'too small for its name, which another source’s count fits'
        end as why
    from compared
    left join usual using (model_id, source)
    left join backed using (model_id)
)
select
    model_id,
    source,
    trust,
    family,
    stated,
    parameters,
    high as parameters_high,
    named_parameters,
    named,
    fits,
    is_estimate,
    why is null or is_estimate as is_believed,
    why
from judged
