-- description: Every current score in the site's units, with its standard error and 95 % interval where they are known.
--   Wilson interval for a share of right answers (E. B. Wilson 1927); a published standard error stands for the n it implies;
--   so does the error of a score that averages parts (mart_part_errors) and of one that item results give
--   (mart_item_errors). Open LLM v2 normalisation stretches score and error alike (delta method); a rating's error is its
--   interval's half width over 1.96. A score without a number of questions gets no interval.
-- unique: source, model, benchmark_id, setup, dated
-- not_null: model_id, benchmark_id, score
-- assert: score_low is null or score_low <= score + 1e-9
-- assert: score_high is null or score_high >= score - 1e-9
-- assert: unit <> 'points' or (score between 0 and 100)
-- assert: (score_low is null) = (score_high is null)
-- assert: unit <> 'points' or (se is null) = (score_low is null)
with headline as (
    select results.*, benchmark.* exclude (benchmark_id, source, metric, upstream, n, url), benchmark.n as benchmark_n
    from stg_results as results
    join raw_benchmark as benchmark using (benchmark_id)
    where model_id is not null
),
-- Two names of one model at one setting are two runs: the upstream's own name tells them apart.
shares as (
    select
        headline.*,
        headline.score * factor as points,
        case when headline.metric = 'normalized' then coalesce(chance, 0) / 100 else 0 end as guessed,
        coalesce(raw.score, guessed + (1 - guessed) * points / 100) as share,
        -- 100 points stand for what lies above chance where the upstream has normalised, for everything elsewhere.
        100 / (1 - guessed) as scale,
        -- A normalised score that was cut off at 0 lay below guessing: its interval is that of where it lay.
        case
            when headline.metric = 'normalized' and headline.score = 0 then least(0, scale * (share - guessed))
            else points
        end as unclipped,
        coalesce(nullif(headline.stderr, 0) * factor, item.se, part.se) as known_se
    from headline
    left join raw_result as raw
        on raw.source = headline.source and raw.model = headline.model and raw.setup = headline.setup
        and raw.benchmark = headline.upstream and raw.metric = 'raw' and raw.dated is not distinct from headline.dated
    left join mart_part_errors as part
        on part.source = headline.source and part.model = headline.model and part.setup = headline.setup
        and part.benchmark_id = headline.benchmark_id and part.dated is not distinct from headline.dated
    left join mart_item_errors as item
        on item.source = headline.source and item.model = headline.model and item.setup = headline.setup
        and item.benchmark_id = headline.benchmark_id
),
sized as (
    select
        *,
        case
            when unit <> 'points' then null
            when known_se > 0 and share > 0 and share < 1 then share * (1 - share) / pow(known_se / scale, 2)
            else coalesce(n, benchmark_n)
        end as questions
    from shares
),
intervals as (
    select
        *,
        1.959964 as z,
        (share + z * z / (2 * questions)) / (1 + z * z / questions) as centre,
        z / (1 + z * z / questions) * sqrt(share * (1 - share) / questions + z * z / (4 * questions * questions)) as half
    from sized
)
select
    source,
    model,
    model_id,
    setting,
    benchmark_id,
    domain as domain_id,
    board as board_id,
    unit,
    counts,
    metric,
    case when setup = '' then '' else setup end as setup,
    measured_at,
    points as score,
    case
        when unit = 'elo' then (score_high - score_low) / (2 * z)
        when share > 0 and share < 1 then scale * sqrt(share * (1 - share) / questions)
        else scale * half / z
    end as se,
    -- `greatest` passes over a null, so an unknown n is asked for first: no interval is invented.
    case
        when unit <> 'points' then score_low * factor
        when questions is not null then least(points, greatest(0, unclipped - scale * (share - (centre - half))))
    end as score_low,
    case
        when unit <> 'points' then score_high * factor
        when questions is not null then greatest(points, least(100, unclipped + scale * (centre + half - share)))
    end as score_high,
    case when unit = 'points' then coalesce(n, benchmark_n) end as n,
    questions,
    -- A published error below what one pass over the questions allows is that of several runs of the same questions.
    coalesce(unit = 'points' and stderr > 0 and questions > 1.05 * coalesce(n, benchmark_n), false) as has_repeats,
    share,
    case when metric = 'normalized' then share * 100 end as raw_score,
    dated,
    url,
    relationship,
    relationship_basis,
    measurer
from intervals
