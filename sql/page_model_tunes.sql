-- description: How many models are built on each model, at any number of steps, and the first three on the open board.
-- unique: model_id
with built as (
    select ancestor_id as model_id, lineage.model_id as tune_id, list(distinct lineage.source) as sources
    from mart_lineage as lineage
    join mart_models as tune on tune.model_id = lineage.model_id
    where not is_copy and not is_circle and lineage.is_measured
    group by all
),
ranked as (
    select
        built.model_id,
        tune_id,
        rank_low,
        rank_high,
        n_ranked,
        score_sources,
        relationships,
        tune.hub_id as tune_name,
        row_number() over (partition by built.model_id order by score desc, tune_id) as position
    from built
    join mart_model_boards as board on board.model_id = tune_id
    join mart_domain_evidence as evidence
        on evidence.model_id = board.model_id and evidence.setting = board.setting and evidence.domain_id = board.domain_id
        and evidence.board_id = board.board_id
    join mart_models as tune on tune.model_id = tune_id
    where board.domain_id = 'overall' and board.board_id = 'open' and is_ranked
)
select
    model_id,
    count(distinct tune_id) as n_models,
    (
        select list({'model_id': tune_id, 'name': tune_name, 'rank_low': rank_low, 'rank_high': rank_high, 'n_ranked': n_ranked} order by position)
        from ranked
        where ranked.model_id = built.model_id and position <= 3
    ) as best,
    list_sort(list_distinct(list_concat(
        flatten(list(built.sources)),
        (select flatten(list(score_sources)) from ranked where ranked.model_id = built.model_id and position <= 3)
    ))) as sources,
    (select list_sort(list_distinct(flatten(list(relationships)))) from ranked where ranked.model_id = built.model_id and position <= 3) as relationships,
    'methods/#ranks' as method_url
from built
group by model_id
order by n_models desc, model_id
