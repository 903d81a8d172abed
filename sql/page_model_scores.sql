-- description: Every score of every model, with interval, rank range, setup, source and date; other runs marked.
-- unique: source, measured_as, benchmark_id, setup, dated
with scales as (
    select ranking, min(score) as at_0, max(score) as at_100 from mart_ranks group by all
)
select
    scores.model_id,
    scores.model as measured_as,
    scores.benchmark_id,
    benchmark.name as benchmark_name,
    scores.domain_id,
    benchmark.domain_name,
    scores.board_id,
    benchmark.board_name,
    scores.metric,
    scores.setting,
    scores.setup,
    scores.score,
    scores.score_low,
    scores.score_high,
    case scores.unit when 'points' then scores.score when 'elo' then 100 * (scores.score - at_0) / nullif(at_100 - at_0, 0) end as score_at,
    case scores.unit when 'points' then scores.score_low when 'elo' then greatest(0, 100 * (scores.score_low - at_0) / nullif(at_100 - at_0, 0)) end as low_at,
    case scores.unit when 'points' then scores.score_high when 'elo' then least(100, 100 * (scores.score_high - at_0) / nullif(at_100 - at_0, 0)) end as high_at,
    scores.unit,
    scores.n,
    case when scores.has_repeats then 'several runs, error as published' end as error_note,
    scores.raw_score,
    ranks.rank_low,
    ranks.rank_high,
    ranks.n_ranked,
    ranks.is_tied_best,
    headline.model_id is not null as is_headline,
    scores.counts,
    scores.source,
    case when scores.source = 'private' then board.name else receipt.name end as source_name,
    publisher,
    coalesce(scores.url, live_url) as source_url,
    scores.relationship,
    scores.relationship_basis,
    scores.measurer,
    scores.dated,
    revision,
    source_license,
    retrieved_on
from mart_scores as scores
join mart_benchmarks as benchmark using (benchmark_id)
join raw_board as board on board.board_id = scores.board_id
left join mart_receipts as receipt on receipt.source = scores.source
left join mart_headlines as headline
    on headline.model_id = scores.model_id and headline.setting = scores.setting and headline.benchmark_id = scores.benchmark_id
    and headline.source = scores.source and headline.model = scores.model and headline.setup = scores.setup
    and headline.dated is not distinct from scores.dated
left join mart_ranks as ranks
    on headline.model_id is not null and ranks.ranking = 'benchmark/' || scores.benchmark_id
    and ranks.model_id = scores.model_id and ranks.setting = scores.setting
left join scales on scales.ranking = 'benchmark/' || scores.benchmark_id
-- Scores of one setting and name stand together, so that one card tells of them all.
order by
    scores.model_id, board.order, scores.counts desc, scores.setting, scores.source, scores.model, benchmark.domain_name, benchmark_name, scores.setting, is_headline desc, scores.setup, scores.dated
