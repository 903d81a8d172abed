-- description: The size of each measured model that this site goes by, whole and of what is active for a token, of all that
--   is believed of mart_size_claims. A reviewed size comes first, then the most trusted source's; where a repository's
--   configuration and the board that ran it differ by a tenth, the larger is taken, which errs on the side of not fitting.
--   What is active of a mixture is reviewed, or worked out from its shape where every layer has experts (all but the
--   experts at rest: total − layers · (experts − active) · 3 · h · f), or gathered with a shape or as the name has it.
--   `is_…_worked_out` says that the source gives the shape from which a figure is worked out here, and not the figure.
-- unique: model_id
-- not_null: is_size_worked_out, is_active_worked_out
-- assert: parameters > 0 or parameters is null
-- assert: parameters_active is null or parameters_active <= parameters
with believed as (
    select
        model_id,
        arg_min({'parameters': parameters, 'source': source, 'is_estimate': is_estimate, 'family': family, 'named': if(named_parameters between parameters and parameters_high, named, null)}, trust) as most_trusted,
        arg_max({'parameters': parameters, 'source': source, 'is_estimate': is_estimate}, parameters) filter (where trust in (2, 3)) as largest
    from mart_size_claims
    where is_believed
    group by model_id
),
-- The older board cut sizes down to whole billions: the commonest exact size of the same architecture that would be cut
-- to it stands for it, those within a tenth of a name that lies in that billion before others; or the fraction that the
-- name has; or else the next billion.
exact as (
    select architecture_family as family, floor(parameters / 1e9) as billions, round(parameters, -7) as parameters, count(*) as n_models
    from stg_facts
    where source in ('model_facts', 'open_llm_leaderboard') and parameters is not null
        and (source, model_id) not in (select (source, model_id) from mart_size_claims where is_estimate or not is_believed)
    group by all
),
cut as (
    select
        model_id,
        most_trusted.parameters as whole,
        list_min([one for one in most_trusted.named if one > whole and one < whole + 1e9]) as fraction,
        arg_min(
            exact.parameters,
            (coalesce(floor(list_min([abs(ln(one / exact.parameters)) for one in most_trusted.named]) / 0.11), 0), -n_models, exact.parameters)
        ) filter (where fraction is null or exact.parameters between fraction / 1.35 and fraction * 1.35) as known
    from believed
    left join exact on exact.family = most_trusted.family and exact.billions = most_trusted.parameters / 1e9
    where most_trusted.source = 'open_llm_leaderboard_v1'
    group by all
),
totals as (
    select
        model_id,
        case
            when most_trusted.source <> 'catalogue' and largest.parameters > 1.1 * most_trusted.parameters then largest
            else {'parameters': coalesce(known, fraction, whole + 1e9, most_trusted.parameters), 'source': most_trusted.source, 'is_estimate': most_trusted.is_estimate}
        end as used
    from believed
    left join cut using (model_id)
),
active as (
    select
        model_id,
        arg_min(source, trust) as source,
        arg_min(parameters_active, trust) as parameters_active
    from stg_facts
    where parameters_active is not null and (trust < 2 or model_id in (select model_id from stg_name_sizes where named_active is not null) or layers is not null)
    group by model_id
),
mixtures as (
    select distinct on (model_id)
        model_id,
        parameters - layers * (experts - experts_active) * 3.0 * hidden_size * feed_forward_size as parameters_active
    from raw_model_fact
    join stg_names using (source, model)
    where source = 'model_facts' and model_id is not null and experts > 1
        and architecture in ('mixtral', 'qwen2_moe', 'qwen3_moe', 'qwen3_vl_moe', 'olmoe', 'granitemoe', 'phimoe', 'minimax_m2')
    order by model_id, model
),
candidates as (
    select model_id, 1 as preference, source, parameters_active, false as is_worked_out from active where source = 'catalogue'
    union all
    select model_id, 2, 'model_facts', parameters_active, true from mixtures where parameters_active > 0
    union all
    select model_id, 3, source, parameters_active, false from active where source <> 'catalogue'
),
actives as (
    select
        model_id,
        arg_min(candidates.parameters_active, preference) as parameters_active,
        arg_min(candidates.source, preference) as parameters_active_source,
        arg_min(is_worked_out, preference) as is_active_worked_out
    from candidates
    join totals using (model_id)
    left join stg_name_sizes using (model_id)
    where candidates.parameters_active <= used.parameters
        and (preference = 1 or named_active is null or candidates.parameters_active between named_active / 1.35 and named_active * 1.35)
    group by model_id
)
select
    model_id,
    used.parameters,
    used.source as parameters_source,
    used.is_estimate as is_size_worked_out,
    parameters_active,
    parameters_active_source,
    coalesce(is_active_worked_out, false) as is_active_worked_out
from totals
left join actives using (model_id)
