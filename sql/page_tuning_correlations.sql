-- description: What goes with what in the tuning index: Pearson with Fisher's 95 % interval and Spearman, over tasks, bases or runs. Of a figure and a
--   difference that it is part of, `by_construction` is what Pearson would be were nothing related. Runs of one base or task are
--   not independent: no interval. Lengths and sizes are compared by their logarithms.
-- unique: suite_id, about, unit, x, y
-- assert: pearson is null or pearson between -1 and 1
-- assert: (low is null) = (high is null)
with boards as (
    select board as board_id, list(distinct source) as sources
    from raw_benchmark
    where counts and source in (select source from raw_snapshot)
    group by board
),
named as (
    select * from (values
        ('train_examples', 'training examples'),
        ('tokens_p95', 'length of an example (95th percentile)'),
        ('tokens_max', 'length of the longest example'),
        ('n', 'examples in the split that was scored'),
        ('base', 'score before tuning'),
        ('tuned', 'score after tuning'),
        ('lift', 'lift'),
        ('mean of both', 'mean of the scores before and after')
    ) as names (key, says)
)
select
    suite_id,
    about,
    unit,
    x,
    y,
    case when about = 'public' then 'overall score on the board ' || coalesce(board.name, x) else coalesce(x_name.says, 'score of ' || x) end as x_name,
    coalesce(y_name.says, 'lead of the best tune over ' || substr(y, 8)) as y_name,
    n,
    pearson,
    low,
    high,
    spearman,
    by_construction,
    coalesce(low > 0 or high < 0, false) as is_told,
    list_sort(list_distinct(coalesce(boards.sources, ['catalogue']) || study.sources)) as sources,
    'methods/#tuned' as method_url
from mart_tuned_correlations
left join named as x_name on x_name.key = x
left join named as y_name on y_name.key = y
left join raw_board as board on board_id = x and about = 'public'
left join boards using (board_id)
join (select suite_id, list(distinct source) as sources from mart_tuned_scores group by all) as study using (suite_id)
order by suite_id, about, unit desc, y <> 'lift', y <> 'tuned', y, abs(pearson) desc nulls last, x
