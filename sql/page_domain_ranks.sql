-- description: The first sixty of each domain on each board, with intervals, rank ranges and flags.
-- unique: domain_id, board_id, position
select * exclude (ranking, tier_id)
from mart_domain_rows
where tier_id is null
order by domain_id, board_id, position
