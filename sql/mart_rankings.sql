-- description: Every list that ranks models. A list narrowed to what fits a tier is a ranking of its own, for ranks are
--   worked out among what a reader sees.
-- unique: ranking
-- unique: ranking_id
with rankings as (
    select 'benchmark/' || benchmark_id as ranking, benchmark_id, null as tier_id, null as domain_id, null as board_id
    from (select distinct benchmark_id from mart_headlines where se is not null)
    union all by name
    select 'domain/' || domain_id || '/' || board_id as ranking, domain_id, board_id
    from (select distinct domain_id, board_id from mart_domain_scores)
    union all by name
    select 'tier/' || tier_id || '/' || domain_id || '/' || board_id as ranking, tier_id, domain_id, board_id
    from (select distinct domain_id, board_id from mart_domain_scores)
    cross join raw_tier
    union all by name
    select 'arena/style-controlled' as ranking
)
select *, row_number() over (order by ranking) as ranking_id
from rankings
