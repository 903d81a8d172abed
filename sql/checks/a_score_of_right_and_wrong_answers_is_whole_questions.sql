-- description: Of n questions scored right or wrong once, share · n is whole: where one score in five is not, n or the way of scoring is wrong.
--   A row whose published error implies another n, a run of a part of the questions, is left out. Scores are rounded as coarsely as their source
--   does; where that leaves more than a quarter of a question, nothing can be told.
-- severity: warn
with places as (
    select benchmark_id, min(k) as decimals
    from (
        select benchmark_id, k
        from stg_results
        cross join range(7) as ks (k)
        where benchmark_id is not null
        group by all
        having bool_and(abs(score - round(score, k::int)) < 1e-9)
    )
    group by all
),
counted as (
    select
        scores.benchmark_id,
        scores.share * scores.n as right_answers,
        0.5 * pow(10, -coalesce(decimals, 7)) * factor / 100 * scores.n as rounding
    from mart_scores as scores
    join stg_results as own using (source, model, setup, benchmark_id)
    join raw_benchmark as benchmark using (benchmark_id)
    left join places using (benchmark_id)
    where benchmark.scoring = 'right or wrong' and scores.n is not null and own.dated is not distinct from scores.dated
        and scores.metric <> 'normalized' and (own.stderr is null or abs(scores.questions / scores.n - 1) < 0.03)
)
select
    benchmark_id,
    count(*) as n_scores,
    count(*) filter (where abs(right_answers - round(right_answers)) > rounding + 0.02) as n_not_whole
from counted
where rounding <= 0.25
group by all
having n_not_whole > 0.2 * n_scores
