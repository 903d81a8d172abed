-- description: Each open model on each tier: the most precise build that fits, the longest text and the most users at 4 bit, what
--   4 bit lacks and how many tiers of this memory together would do, how fast it answers, and how it can be tuned there.
--   Speed is of the first device the tier names: memory bandwidth over what each token reads, times 0.6 to 0.85 of what
--   the precision reaches. Of several cards the low end lets them work one after the other, the high end all at once.
-- unique: tier_id, model_id
-- not_null: need_gib
-- assert: (lacks_gib is null) = (fits_at is not null)
with at_4_bit as (
    select
        fit.*, shape, read_parameters, if(is_native, native_read_bits, fit.bits_per_weight) as read_bits, speed_share, coalesce(model.context_tokens, 131072) as most_context_tokens,
        model.context_tokens is not null as is_context_known
    from mart_fits as fit
    join raw_precision on precision_id = precision
    join mart_shapes using (model_id)
    join mart_widths using (model_id)
    join mart_models as model using (model_id)
    where precision = '4-bit'
),
placed as (
    select
        tier.tier_id,
        tier.tier_order,
        tier.usable_gib,
        tier.cards,
        fit.*,
        need_on(need_gib, tier.cards) as need_here_gib,
        tier.usable_gib - weights_gib - overhead_gib - overhead_gib(0, tier.cards - 1) as room_gib,
        gpu.name as device_name,
        bandwidth_gb_per_s
    from at_4_bit as fit
    cross join mart_tiers as tier
    left join raw_gpu as gpu on gpu_id = examples[1]
)
select
    placed.tier_id,
    placed.model_id,
    tier_order,
    fits.fits_at,
    need_here_gib as need_gib,
    case when fits.fits_at is null then need_here_gib - usable_gib end as lacks_gib,
    -- So many of this tier share the weights; each takes an overhead of its own.
    case when fits.fits_at is null then greatest(2, ceil((need_here_gib - overhead_gib(0, 1) * cards) / (usable_gib - overhead_gib(0, 1) * cards)))::int end as n_needed,
    case when fits.fits_at is not null then least(most_context_tokens, coalesce(most_tokens(shape, room_gib, 1, 16), most_context_tokens))::bigint end as most_tokens,
    -- What 4 bit takes of a shorter text, or a build of fewer bits of as many tokens, where 4 bit does not fit.
    case when fits.fits_at is null and room_gib > 0 then least(most_context_tokens, coalesce(most_tokens(shape, room_gib, 1, 16), most_context_tokens))::bigint end as shorter_tokens,
    case when fits.fits_at is null then below.fits_below_at end as fits_below_at,
    case when fits.fits_at is not null and kv_gib > 0 then floor(room_gib / kv_gib)::bigint end as most_users,
    device_name,
    case when fits.fits_at is not null then pace_low(speed_share, decode_bound(bandwidth_gb_per_s, read_parameters, read_bits, kv_gib, 1)) end as tokens_per_second_low,
    case when fits.fits_at is not null then pace_high(speed_share, decode_bound(bandwidth_gb_per_s, read_parameters, read_bits, kv_gib, 1), cards) end as tokens_per_second_high,
    tuning.method as tune_by,
    tuning.need_gib as tune_gib
from placed
left join mart_tier_fits as fits using (tier_id, model_id)
left join (
    select tier.tier_id, model_id, arg_min(precision, precision_order) as fits_below_at
    from mart_fits
    join mart_tiers as tier on need_on(need_gib, cards) <= tier.usable_gib
    where not is_native and precision in ('3-bit', '2-bit')
    group by all
) as below using (tier_id, model_id)
left join (
    select tier.tier_id, model_id, arg_min({'method': method, 'need_gib': need_gib}, method_order) as tuning
    from mart_tunings as tuning
    join mart_tiers as tier on need_on(need_gib, cards) <= tier.usable_gib
    group by all
) as tunable using (tier_id, model_id)
