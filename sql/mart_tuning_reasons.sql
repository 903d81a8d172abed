-- description: What speaks for and against each base that might be tuned, in words with their figures: its licence, the memory of tuning,
--   its scores, what is known of tuning it or its relatives, and its age. Reasons are not added up: nobody has measured
--   what each of them weighs.
--   Licence: whether it may be used at work. Memory: whether QLoRA fits one card. Scores: whether the overall place is
--   certainly in the upper or the lower half. Lineage: tuned itself or nearly the same weights, and by how much it paid.
--   Age: whether a newer one of its family, kind and size (up to half as large again) is listed.
--   `other_source` is that of the newer one's date.
-- unique: model_id, what
-- not_null: text
-- assert: verdict in ('for', 'against', 'unknown')
with licences as (
    select
        model_id,
        'licence' as what,
        case work_use when 'yes' then 'for' when 'no, unless' then 'against' else 'unknown' end as verdict,
        concat_ws(
            '; ',
            license_class || case
                when license_asks is not null then ', asks: ' || license_asks
                when license_class = 'permissive' then ', asks nothing'
                else ''
            end,
            'its base is ' || base_license_class,
            case when gated in ('auto', 'manual') then 'gated: ask for access' end
        ) as text
    from mart_tuning_candidates
    join mart_models using (model_id)
    join mart_work_use using (model_id)
),
memory as (
    select
        model_id,
        'memory' as what,
        case when tier.cards = 1 then 'for' else 'against' end as verdict,
        format('QLoRA needs {}{:.1f} GiB, ', if(is_width_known, '', 'about '), qlora_gib)
        || coalesce('fits ' || tier.tier_name || if(tier.cards > 1, ' on ' || tier.cards || ' cards', ''), 'more than any tier')
        || if(qlora_high_gib > 1.02 * qlora_gib, format('; {:.1f} with an adapter in every expert', qlora_high_gib), '')
        || format('; LoRA {:,.1f}, all weights {:,.1f}', lora_gib, full_gib) as text
    from mart_tuning_candidates
    left join mart_tiers as tier on tier.tier_id = qlora_tier_id
),
told as (
    select
        *,
        format(
            '{} {}{}, {} of {:,d}',
            domain_name,
            if(unit = 'elo', format('{:,d}', round(score)::bigint), format('{:.1f}', score)),
            coalesce(if(
                unit = 'elo',
                format(' [{:,d}, {:,d}]', round(score_low)::bigint, round(score_high)::bigint),
                format(' [{:.1f}, {:.1f}]', score_low, score_high)
            ), ''),
            if(rank_low = rank_high, format('{:,d}', rank_low), format('{:,d}–{:,d}', rank_low, rank_high)),
            n_ranked
        ) as figures
    from mart_tuning_standings
),
boards as (
    select
        model_id,
        board_name || ': ' || string_agg(figures, '; ' order by domain_id <> 'overall', domain_order) as figures,
        any_value(rank_high / n_ranked) filter (where domain_id = 'overall') as share_high,
        any_value(rank_low / n_ranked) filter (where domain_id = 'overall') as share_low
    from told
    group by model_id, board_name
),
scores as (
    select
        model_id,
        'scores' as what,
        case when max(share_high) <= 0.5 then 'for' when max(share_low) > 0.5 then 'against' else 'unknown' end as verdict,
        coalesce(
            string_agg(figures, '. ' order by share_low is null, figures), 'not ranked, neither overall nor in the domains of tuned tasks'
        ) as text
    from mart_tuning_candidates
    left join boards using (model_id)
    group by model_id
),
tunings as (
    select
        model_id,
        model_name,
        format('{:+.1f} points on average over {:d} task{}, {}', mean_lift, n_lifts, if(n_lifts = 1, '', 's'), study_name) as gain,
        format('scored on {:d} task{} after tuning only, {}', n_tasks, if(n_tasks = 1, '', 's'), study_name) as score_only,
        mean_lift
    from mart_tuning_bases
),
nearest as (
    select relative.model_id, relative_id, relative_name, why, is_close, gain, score_only, mean_lift
    from mart_tuning_relatives as relative
    join tunings on tunings.model_id = relative_id
    -- The nearest of which it is known what tuning changed.
    qualify row_number() over (partition by relative.model_id order by gain is null, position) = 1
),
lineages as (
    select
        model_id,
        'lineage' as what,
        case when coalesce(own.mean_lift, if(is_close, nearest.mean_lift, null)) > 0 then 'for' else 'unknown' end as verdict,
        case
            when is_tuned then 'measured itself: ' || coalesce(own.gain, own.score_only)
            when relative_id is null then 'not measured, nor is any model of its family or lineage'
            else 'not measured; ' || relative_name || ' (' || why || '): ' || coalesce(nearest.gain, nearest.score_only)
        end as text
    from mart_tuning_candidates
    left join tunings as own using (model_id)
    left join nearest using (model_id)
),
members as (
    select model_id, family_id, name, released_on, released_source, kind, parameters, is_listed and is_official and is_open_weights as is_offered
    from mart_models
    join mart_model_families using (model_id)
),
newer as (
    select
        own.model_id,
        arg_max(other.name, (other.released_on, other.model_id)) as newest,
        max(other.released_on) as newest_on,
        arg_max(other.released_source, (other.released_on, other.model_id)) as newest_source
    from members as own
    join members as other
        on other.family_id = own.family_id and other.is_offered and other.released_on > own.released_on
        -- What kind a model is, not every source says: one of unknown kind may be of the same.
        and (other.kind is null or other.kind = coalesce(own.kind, 'base'))
        and other.parameters between own.parameters / 1.5 and own.parameters * 1.5
    group by own.model_id
),
ages as (
    select
        model_id,
        'age' as what,
        case when newest is not null then 'against' when members.model_id is null or model.released_on is null then 'unknown' else 'for' end as verdict,
        case
            when model.released_on is null then 'not known when it came out'
            else 'out since ' || strftime(model.released_on, '%-d %B %Y')
        end || case
            when model.released_on is null then ''
            when newest is not null then '; newest of its family and size: ' || newest || ', ' || strftime(newest_on, '%-d %B %Y')
            when members.model_id is not null then '; none newer of its family, kind and size'
            else '; its family is not known here'
        end as text,
        newest_source as other_source
    from mart_tuning_candidates
    join mart_models as model using (model_id)
    left join members using (model_id)
    left join newer using (model_id)
)
select model_id, 1 as what_order, what, verdict, text, null as other_source from licences
union all
select model_id, 2, what, verdict, text, null from memory
union all
select model_id, 3, what, verdict, text, null from scores
union all
select model_id, 4, what, verdict, text, null from lineages
union all
select model_id, 5, what, verdict, text, other_source from ages
