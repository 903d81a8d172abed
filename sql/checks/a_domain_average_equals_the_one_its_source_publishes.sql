-- description: The mean over a board's six benchmarks is what Open LLM Leaderboard v1 and v2 publish as their average.
with ours as (
    select source, model, setup, avg(score) as average, count(*) as n
    from mart_scores
    where source in ('open_llm_leaderboard', 'open_llm_leaderboard_v1')
    group by all
)
select ours.*, published.score as published
from ours
join stg_results as published using (source, model, setup)
where published.upstream = 'Average' and ours.n = 6 and abs(average - published.score) > 0.011
