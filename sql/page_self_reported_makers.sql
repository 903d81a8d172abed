-- description: By maker, how far its own figures lie above those of third parties: mean and median over the pairs.
--   The standard error is that of a mean over pairs, as if they were independent; pairs of one model are not quite.
-- unique: organization_id
-- assert: n_pairs > 0
select
    organization_id,
    any_value(organization_name) as organization_name,
    count(*) as n_pairs,
    count(distinct model_id) as n_models,
    avg(difference) as mean_difference,
    case when count(*) > 1 then stddev_samp(difference) / sqrt(count(*)) end as mean_difference_se,
    median(difference) as median_difference,
    min(difference) as least_difference,
    max(difference) as most_difference,
    -- A figure that agrees to a hundredth was most likely quoted and not measured again.
    count(*) filter (where abs(difference) < 0.015) as n_same,
    count(*) < 10 as is_few,
    ['first_party', 'third_party'] as relationships,
    list_sort(list_distinct(list_concat(list(self_source), list(independent_source)))) as sources,
    'methods/#self-reported' as method_url
from page_self_reported
group by organization_id
order by n_pairs desc, organization_id
