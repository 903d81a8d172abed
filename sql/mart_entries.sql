-- description: Every list's members, with their scores and errors; `n` questions where the score is a share of them.
-- unique: ranking_id, entrant
-- not_null: score, se
with benchmarks as (
    select ranking_id, entrant, score, se, case when unit = 'points' then n end as n
    from mart_headlines
    join mart_rankings as rankings on rankings.benchmark_id = mart_headlines.benchmark_id
    join mart_entrants using (model_id, setting)
    where se is not null
),
covered as (
    select domain_id, board_id, model_id, entrant, score, se
    from mart_domain_scores
    join mart_entrants using (model_id, setting)
    where is_covered
),
domains as (
    select ranking_id, entrant, score, se, null::bigint as n
    from covered
    join mart_rankings as rankings using (domain_id, board_id)
    where rankings.tier_id is null
),
tiers as (
    select ranking_id, entrant, score, se, null::bigint as n
    from covered
    join mart_tier_fits as fit using (model_id)
    join mart_rankings as rankings using (tier_id, domain_id, board_id)
),
styled as (
    select ranking_id, entrant, max(score) as score, arg_max((score_high - score_low) / (2 * 1.959964), score) as se, null::bigint as n
    from stg_results
    join mart_entrants using (model_id, setting)
    join mart_rankings on ranking = 'arena/style-controlled'
    where source = 'arena' and upstream = 'overall' and metric = 'rating_style_control'
    group by all
)
select * from benchmarks union all select * from domains union all select * from tiers union all select * from styled
