-- description: LMArena's overall ratings as published, with rank ranges, LMArena's own count, and the style-controlled ratings.
-- unique: position
-- not_null: arena_name, rating
-- assert: rating_low <= rating and rating <= rating_high
with current as (
    select
        result.*,
        row_number() over (order by score desc, model) as position,
        min(score_low) over () as axis_low,
        max(score_high) over () as axis_high
    from stg_results as result
    where result.source = 'arena' and upstream = 'overall' and metric = 'rating'
),
-- How many lower ends lie at or above a value; equal ends count once each.
lower_ends as (
    select score_low as value, max(n) as n_at_or_above
    from (select score_low, row_number() over (order by score_low desc) as n from current where score_low is not null)
    group by all
),
-- LMArena's Rank(UB): one more than the models whose whole interval lies above (FastChat, recompute_final_ranking).
counted as (
    select model, setup, case when score_high is not null then 1 + coalesce(n_at_or_above, 0) end as rank_ub
    from current
    asof left join lower_ends on lower_ends.value > current.score_high
),
styled as (
    select model, score, score_low, score_high
    from stg_results
    where source = 'arena' and upstream = 'overall' and metric = 'rating_style_control'
)
select
    current.model_id,
    current.model as arena_name,
    model.name as model_name,
    current.setting,
    coalesce(maker.name, fact.organization) as organization_name,
    fact.license,
    current.score as rating,
    current.score_low as rating_low,
    current.score_high as rating_high,
    ranks.se as rating_se,
    ranks.rank_low,
    ranks.rank_high,
    ranks.n_ranked,
    coalesce(ranks.is_tied_best, false) as is_tied_best,
    rank_ub,
    styled.score as style_rating,
    styled.score_low as style_low,
    styled.score_high as style_high,
    style_ranks.rank_low as style_rank_low,
    style_ranks.rank_high as style_rank_high,
    ranks.flag_best,
    ranks.flag_next,
    ranks.gap_next,
    current.source,
    receipt.name as source_name,
    publisher,
    current.relationship,
    current.dated,
    coalesce(current.url, live_url) as source_url,
    receipt.revision,
    source_license,
    retrieved_on,
    price.source as price_source,
    price.provider as price_provider,
    price.listed_on as price_listed_on,
    'methods/#ranks' as method_url,
    100 * (current.score - axis_low) / (axis_high - axis_low) as score_at,
    100 * (current.score_low - axis_low) / (axis_high - axis_low) as low_at,
    100 * (current.score_high - axis_low) / (axis_high - axis_low) as high_at,
    current.position,
    price_in,
    price_out,
    coalesce(price.is_deprecated, false) as price_is_withdrawn,
    model.is_open_weights
from current
join counted using (model, setup)
join mart_receipts as receipt on receipt.source = current.source
left join raw_model_fact as fact on fact.source = 'arena' and fact.model = current.model
left join mart_models as model on model.model_id = current.model_id
left join raw_organization as maker using (organization_id)
left join mart_prices as price on price.model_id = current.model_id
left join styled on styled.model = current.model
left join mart_headlines as headline
    on headline.benchmark_id = 'arena-overall' and headline.source = 'arena' and headline.model = current.model
left join mart_ranks as ranks
    on headline.model is not null and ranks.ranking = 'benchmark/arena-overall'
    and ranks.model_id = current.model_id and ranks.setting = current.setting
left join mart_ranks as style_ranks
    on headline.model is not null and style_ranks.ranking = 'arena/style-controlled'
    and style_ranks.model_id = current.model_id and style_ranks.setting = current.setting
order by position
