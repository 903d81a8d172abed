-- description: Each base's overall score on each public board beside its means over the tasks of a suite, before and after tuning.
-- unique: suite_id, entrant, board_id
-- not_null: public_score, tuned_score
select
    public.suite_id,
    public.entrant,
    public.model_id,
    mart_tuned_entrants.name,
    setup,
    board_id,
    board.name as board_name,
    public_score,
    public.score_low,
    public.score_high,
    base_score,
    tuned_score,
    lift,
    list_sort(list_distinct(list_append(board_sources, source))) as sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_public as public
join mart_tuned_entrants using (entrant)
join raw_board as board using (board_id)
join (select board as board_id, list(distinct source order by source) as board_sources from raw_benchmark where counts and source in (select source from raw_snapshot) group by all) using (board_id)
order by public.suite_id, board."order", tuned_score desc, public.entrant
