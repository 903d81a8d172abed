-- description: Mean win rate of each ranked model in each domain on each board: the check of the domain score.
--   On each benchmark the share of the other models that it beats, ties half, averaged over the benchmarks that it has
--   (HELM, Liang et al., arXiv 2211.09110). It depends on who else is listed, and needs no scale.
-- unique: domain_id, board_id, model_id, setting
-- assert: win_rate between 0 and 1
with placed as (
    select
        domain_id, board_id, model_id, setting,
        rank() over (partition by domain_id, board_id, benchmark_id order by score) - 1 as n_below,
        count(*) over (partition by domain_id, board_id, benchmark_id, score) - 1 as n_equal,
        count(*) over (partition by domain_id, board_id, benchmark_id) - 1 as n_others
    from mart_basket_scores
    where is_field
)
select domain_id, board_id, model_id, setting, avg((n_below + n_equal / 2) / n_others order by n_below, n_others) as win_rate
from placed
where n_others > 0
group by domain_id, board_id, model_id, setting
