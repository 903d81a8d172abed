-- description: Made-up scores in which the plain mean puts the wrong model first, and what the whole basket says instead.
-- unique: model
-- assert: plain_place <> 1 or place <> 1
select
    model,
    scores,
    plain_mean,
    rank() over (order by plain_mean desc) as plain_place,
    score,
    score - 1.959964 * se as score_low,
    score + 1.959964 * se as score_high,
    se,
    pessimistic,
    rank() over (order by score desc) as place
from mart_made_up_board
order by place, model
