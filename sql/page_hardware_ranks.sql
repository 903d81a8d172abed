-- description: The first thirty of each domain among the models that fit each tier, ranked among themselves.
-- unique: tier_id, domain_id, board_id, position
select
    rows.* exclude (ranking),
    fits_at,
    need_gib
from mart_domain_rows as rows
join mart_tier_fits using (tier_id, model_id)
where position <= 30
order by tier_id, domain_id, board_id, position
