-- description: The first rows of every list as a reader sees them: rank, flags, and what the model is.
-- unique: ranking, position
with needs as (
    select
        model_id,
        max(need_gib) filter (where precision = 'bf16') as need_bf16_gib,
        max(need_gib) filter (where precision = '8-bit') as need_8bit_gib,
        max(need_gib) filter (where precision = '4-bit') as need_4bit_gib,
        any_value(kv_basis) as cache_basis
    from mart_fits
    group by all
),
scales as (
    -- Cells draw intervals between the lowest and the highest end of the rows shown, or they would be specks.
    select ranking, min(score - 1.959964 * se) as at_0, max(score + 1.959964 * se) as at_100
    from mart_ranks
    where position <= 60
    group by all
)
select
    ranks.ranking,
    ranks.model_id,
    model.name as model_name,
    model.organization_name,
    ranks.setting,
    model.is_official,
    model.is_open_weights,
    model.kind,
    ranks.unit,
    ranks.score,
    ranks.se,
    rank_low,
    rank_high,
    is_tied_best,
    delta_star,
    flag_best,
    gap_best,
    gap_low_best,
    gap_high_best,
    z_best,
    rho_star_best,
    questions_best,
    items_best,
    flag_next,
    gap_next,
    gap_low_next,
    gap_high_next,
    z_next,
    rho_star_next,
    questions_next,
    items_next,
    pessimistic,
    depends_on_unreported,
    win_rate,
    win_rate_disagrees,
    position,
    n_ranked,
    n_tied,
    at_0,
    at_100,
    model.parameters,
    need_4bit_gib,
    need_8bit_gib,
    need_bf16_gib,
    cache_basis,
    parameters_source,
    reviewed_url,
    model.license_id,
    model.license_class,
    license_source,
    model.license_asks,
    model.license_anchor,
    base_license_class,
    model.gated,
    coalesce(model.context_tokens, price.context_tokens) as context_tokens,
    coalesce(model.context_source, price.context_source) as context_source,
    model.released_on,
    released_source
from mart_ranks as ranks
join scales using (ranking)
join mart_models as model using (model_id)
join mart_work_use using (model_id)
left join needs using (model_id)
left join mart_prices as price using (model_id)
where position <= 60
