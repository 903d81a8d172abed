-- description: The best tune of each task against each model that was only asked, by category and over all: wins, ties and losses as counted and
--   as clear, with Wilson's interval and the exact sign test; the mean gap over tasks, and the same less the winner's curse.
--   `n_binary` and its wins are of all tasks whose metric counts right answers.
-- unique: suite_id, category_id, reference
-- assert: n_wins + n_ties + n_losses = n_tasks
-- assert: n_clear_wins <= n_wins and n_clear_losses <= n_losses
with counted as (
    select
        suite_id,
        reference,
        count(*) as n_binary,
        count(*) filter (where gap > 0) as n_binary_wins,
        count(*) filter (where gap > 0 and is_chosen_clear) as n_binary_clear_wins
    from mart_tuned_gaps
    where is_best and is_binary
    group by all
),
overall as (
    select suite_id, entrant as reference, score as overall_mean
    from mart_tuned_means
    where category_id = 'all' and measure = 'base' and is_reference
)
select
    suite_id,
    category_id,
    coalesce(category_name, 'All tasks') as category_name,
    reference,
    reference_name,
    contest.n_tasks,
    n_wins,
    n_ties,
    n_losses,
    n_clear_wins,
    n_clear_losses,
    100 * win_share as win_percent,
    100 * win_low as win_low_percent,
    100 * win_high as win_high_percent,
    p_sign,
    gap,
    gap_low,
    gap_high,
    gap_less_flattery,
    less_low,
    less_high,
    mean.score as reference_mean,
    coalesce(n_binary, 0) as n_binary,
    coalesce(n_binary_wins, 0) as n_binary_wins,
    coalesce(n_binary_clear_wins, 0) as n_binary_clear_wins,
    [source] as sources,
    [relationship] as relationships,
    'methods/#tuned' as method_url
from mart_tuned_contests as contest
left join (select distinct category_id, category_name from page_tuning_categories) using (category_id)
join mart_tuned_entrants on entrant = reference
join mart_tuned_means as mean using (suite_id, category_id, entrant)
join overall using (suite_id, reference)
left join counted using (suite_id, reference)
where who = 'best' and mean.measure = 'base'
order by suite_id, overall_mean desc, reference, category_id <> 'all', contest.n_tasks desc, category_id
