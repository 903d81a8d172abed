-- description: A screen of bases to tune: every one of the makers' own open models that some tier can tune, and all that were tuned, with
--   memory, licence, scores, nearest measured relatives, and each reason for and against in words. Fewest reasons
--   against come first, then the newest: that is an order to read in, no ranking, and there is no score of the screen.
--   `is_shown` marks those of the last three years and all that were tuned, which the page lists.
-- unique: model_id
-- not_null: model_name, reasons, is_tuned
-- assert: len(reasons) = 5 and n_for + n_against + n_unknown = 5
-- assert: not (is_tuned and len(relatives) > 0)
with standings as (
    select
        model_id,
        list({
            'domain_id': domain_id, 'domain_name': domain_name, 'score': round(score, 2), 'low': round(score_low, 2),
            'high': round(score_high, 2), 'rank_low': rank_low, 'rank_high': rank_high, 'n_ranked': n_ranked, 'board_name': board_name
        } order by domain_order) filter (where domain_id <> 'overall') as domains,
        any_value({
            'board_name': board_name, 'unit': unit, 'score': score, 'score_low': score_low, 'score_high': score_high,
            'rank_low': rank_low, 'rank_high': rank_high, 'n_ranked': n_ranked
        }) filter (where domain_id = 'overall') as overall,
        flatten(list(score_sources)) as score_sources,
        list_sort(list_distinct(flatten(list(relationships)))) as relationships
    from mart_tuning_standings
    group by model_id
),
relatives as (
    select
        relative.model_id,
        list({'model_id': relative_id, 'name': relative_name, 'why': why} order by position) as relatives,
        list_concat(list(base.source), list(relation_source)) as relative_sources
    from mart_tuning_relatives as relative
    join mart_tuning_bases as base on base.model_id = relative_id
    group by relative.model_id
),
reasons as (
    select
        model_id,
        list({'what': what, 'verdict': verdict, 'text': text} order by what_order) as reasons,
        list(other_source) as other_sources,
        count(*) filter (where verdict = 'for') as n_for,
        count(*) filter (where verdict = 'against') as n_against,
        count(*) filter (where verdict = 'unknown') as n_unknown,
        string_agg(what, ', ' order by what_order) filter (where verdict = 'for') as for_it,
        string_agg(what, ', ' order by what_order) filter (where verdict = 'against') as against_it,
        string_agg(what, ', ' order by what_order) filter (where verdict = 'unknown') as open_questions
    from mart_tuning_reasons
    group by model_id
)
select
    candidate.model_id,
    model.name as model_name,
    organization_name,
    kind,
    parameters,
    released_on,
    license_class,
    license_anchor,
    license_asks,
    base_license_class,
    gated,
    is_tuned,
    base.study_name,
    base.n_tasks,
    base.n_lifts,
    base.mean_lift,
    is_width_known,
    qlora_gib,
    qlora_high_gib,
    qlora_tier_id,
    qlora.tier_name as qlora_tier_name,
    lora_gib,
    lora_tier_id,
    lora.tier_name as lora_tier_name,
    full_gib,
    full_tier_id,
    all_weights.tier_name as full_tier_name,
    overall.score as overall_score,
    overall.score_low as overall_low,
    overall.score_high as overall_high,
    overall.unit as overall_unit,
    overall.board_name as overall_board_name,
    overall.rank_low as overall_rank_low,
    overall.rank_high as overall_rank_high,
    overall.n_ranked as overall_n_ranked,
    coalesce(domains, []) as domains,
    coalesce(relatives, []) as relatives,
    reasons,
    n_for,
    n_against,
    n_unknown,
    for_it,
    against_it,
    open_questions,
    is_tuned or coalesce(released_on >= (select max(taken_on) from raw_snapshot) - interval 3 years, false) as is_shown,
    relationships,
    list_sort(list_distinct(list_concat(
        [parameters_source, license_source, gated_source, released_source, base.source], score_sources, relative_sources, other_sources
    ))) as sources,
    'methods/#tuning' as method_url
from mart_tuning_candidates as candidate
join mart_models as model using (model_id)
join mart_work_use using (model_id)
join reasons using (model_id)
left join mart_tuning_bases as base using (model_id)
left join standings using (model_id)
left join relatives using (model_id)
left join mart_tiers as qlora on qlora.tier_id = qlora_tier_id
left join mart_tiers as lora on lora.tier_id = lora_tier_id
left join mart_tiers as all_weights on all_weights.tier_id = full_tier_id
order by n_against, released_on desc nulls last, candidate.model_id
