-- description: What a reader may want a model for, and how much evidence there is on it.
-- unique: domain_id
select
    domain_id,
    domain.name,
    question,
    domain.description,
    caution,
    sum(n_benchmarks)::bigint as n_benchmarks,
    count(*) as n_boards,
    (
        select count(distinct model_id) from mart_model_boards as ranked
        where ranked.domain_id = domain.domain_id and is_ranked
    ) as n_ranked,
    (
        select list_sort(list_distinct(list(benchmark.source)))
        from mart_baskets as basket
        join raw_benchmark as benchmark using (benchmark_id)
        where basket.domain_id = domain.domain_id
    ) as sources,
    'methods/#domain-scores' as method_url
from raw_domain as domain
join mart_domain_boards using (domain_id)
group by all
order by any_value(domain.order), domain_id
