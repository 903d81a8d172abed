-- description: The first thirty of each domain among the models that fit each tier, ranked among themselves.
-- unique: tier_id, domain_id, board_id, position
select
    rows.* exclude (ranking, measured_in_full),
    fits_at,
    -- A score of 16 bit beside a build of fewer says more than was measured, and says so.
    case when fits_at not in ('bf16', 'as published') then measured_in_full end as measured_above,
    need_gib
from mart_domain_rows as rows
join mart_tier_fits using (tier_id, model_id)
where position <= 30
order by tier_id, domain_id, board_id, position
