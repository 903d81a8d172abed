-- description: The standard error of a score that averages parts, in points, for every score of such a benchmark.
--   SE² = Σ w² (1 − x)(x + c)/n over the parts: w weight, n questions, x the part's own score as a share, c = lb/(1 − lb)
--   for a part whose guessing level lb was normalised away (delta method). Where the source does not publish the parts'
--   scores, x is the whole's for each: variance is concave in x, so unequal parts of equal size and guessing have less error.
--   A part with all right or all wrong is not exact: its error is that of Wilson's interval, z/(2(n + z²)).
-- unique: source, model, setup, dated, benchmark_id
-- assert: se is null or se > 0
with parts as (
    select
        benchmark.benchmark_id,
        benchmark.source,
        benchmark.metric,
        factor,
        part.upstream,
        pow(weight, 2) / part.n as term,
        pow(weight * 1.959964 / (2 * (part.n + pow(1.959964, 2))), 2) as least_term,
        case when benchmark.metric = 'normalized' then part.chance / (100 - part.chance) else 0 end as odds,
        count(part.upstream) over (partition by benchmark_id) = count(*) over (partition by benchmark_id) as is_published
    from raw_part as part
    join raw_benchmark as benchmark using (benchmark_id)
),
scored as (
    select
        result.source, result.model, result.setup, result.dated, parts.benchmark_id,
        term, least_term, odds, is_published, own.score is not null as has_own,
        greatest(0, least(1, factor / 100 * result.score)) as share,
        greatest(0, least(1, factor / 100 * own.score)) as own_share
    from stg_results as result
    join parts using (benchmark_id)
    left join raw_result as own
        on own.source = result.source and own.model = result.model and own.setup = result.setup
        and own.benchmark = parts.upstream and own.metric = parts.metric and own.dated is not distinct from result.dated
)
select
    source,
    model,
    setup,
    dated,
    benchmark_id,
    nullif(100 * sqrt(
        case
            when bool_and(is_published and has_own) then sum(case when own_share in (0, 1) then least_term else term * (1 - own_share) * (own_share + odds) end)
            else sum(term * (1 - share) * (share + odds))
        end
    ), 0) as se
from scored
group by all
