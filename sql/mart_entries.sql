-- description: Every list's members, with their scores and errors; `share` of `n` questions where the score is one run's share.
-- unique: ranking_id, entrant
-- not_null: score, se
with benchmarks as (
    select
        ranking_id, entrant, unit, score, se, score_low, score_high,
        -- Partial credit, and several runs of the same questions, have no whole number of right answers.
        case when is_counted then n end as n,
        case when is_counted then share end as share
    from (
        select headline.*, headline.unit = 'points' and not has_repeats and scoring = 'right or wrong' as is_counted
        from mart_headlines as headline
        join raw_benchmark using (benchmark_id)
    ) as headline
    join mart_rankings as rankings on rankings.benchmark_id = headline.benchmark_id
    join mart_entrants using (model_id, setting)
    where se is not null
),
covered as (
    select domain_id, board_id, model_id, entrant, unit, score, se, score_low, score_high, pessimistic, win_rate
    from mart_domain_scores
    join mart_entrants using (model_id, setting)
    where is_covered
),
domains as (
    select ranking_id, entrant, unit, score, se, score_low, score_high, pessimistic, win_rate
    from covered
    join mart_rankings as rankings using (domain_id, board_id)
    where rankings.tier_id is null
),
tiers as (
    select ranking_id, entrant, unit, score, se, score_low, score_high, pessimistic, win_rate
    from covered
    join mart_tier_fits as fit using (model_id)
    join mart_rankings as rankings using (tier_id, domain_id, board_id)
),
styled as (
    select ranking_id, entrant, 'elo' as unit, max(score) as score, arg_max((score_high - score_low) / (2 * 1.959964), score) as se,
        arg_max(score_low, score) as score_low, arg_max(score_high, score) as score_high
    from stg_results
    join mart_entrants using (model_id, setting)
    join mart_rankings on ranking = 'arena/style-controlled'
    where source = 'arena' and upstream = 'overall' and metric = 'rating_style_control'
    group by all
)
select * from domains
union all by name select * from tiers
union all by name select * from benchmarks
union all by name select * from styled
