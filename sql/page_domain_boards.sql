-- description: Each domain on each board: how many are ranked, who leads, how many are tied, what differences mean.
-- unique: domain_id, board_id
select * exclude (domain_order, board_order) from mart_domain_boards order by domain_order, board_order
