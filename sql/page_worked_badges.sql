-- description: A worked example of each badge of a domain score, where any model carries it: the first of all domains' lists.
-- unique: badge
-- assert: badge <> 'depends on unreported results' or place_at_worst > rank_high
-- assert: badge <> 'win rate disagrees' or abs(place - place_by_wins) > rank_high - rank_low
with carried as (
    select 'depends on unreported results' as badge, * from mart_ranks where depends_on_unreported
    union all
    select 'win rate disagrees', * from mart_ranks where win_rate_disagrees
),
firsts as (
    select carried.*, domain_id, board_id
    from carried
    join mart_rankings using (ranking)
    where tier_id is null
    qualify row_number() over (partition by badge order by position, ranking, model_id, setting) = 1
)
select
    badge,
    model_id,
    model.name as model_name,
    setting,
    domain_id,
    domain.name as domain_name,
    board_id,
    board.name as board_name,
    score,
    pessimistic,
    place,
    rank_low,
    rank_high,
    place_at_worst,
    100 * win_rate as win_percent,
    place_by_wins,
    score_sources as sources,
    relationships,
    'methods/#pessimistic' as method_url
from firsts
join mart_models as model using (model_id)
join mart_domain_evidence using (domain_id, board_id, model_id, setting)
join raw_domain as domain using (domain_id)
join raw_board as board using (board_id)
order by badge
