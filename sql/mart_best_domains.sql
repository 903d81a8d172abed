-- description: The two domains in which each model stands best, each with its rank range, board and setting.
--   Best is the smallest share of the field that the data allow it to be placed below: its last possible place by the
--   number of models ranked. Overall is a mixture of the others and left out; people's overall preference, and the
--   worn-out classic board, speak only for models that have nothing else.
-- unique: model_id, choice
with places as (
    select
        *,
        row_number() over (
            partition by model_id, domain_id
            order by board_id = 'classic', rank_high / n_ranked, rank_low / n_ranked, board_order, setting
        ) as place
    from mart_model_boards
    where is_ranked and domain_id <> 'overall'
)
select
    model_id,
    row_number() over (
        partition by model_id
        order by board_id = 'classic', domain_id = 'human-preference', rank_high / n_ranked, rank_low / n_ranked, domain_order
    ) as choice,
    domain_id,
    domain_name,
    board_id,
    board_name,
    setting,
    rank_low,
    rank_high,
    n_ranked,
    is_tied_best
from places
where place = 1
qualify choice <= 2
