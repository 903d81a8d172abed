-- description: Worked examples of the four words: on the benchmark of page_worked_scores, the leader beside the best model of each
--   word, with what the word follows from.
-- unique: flag
-- not_null: z, rho_star
-- assert: (flag = 'noise') = (questions_apart < 6 or rho_star > 0.7)
-- assert: flag <> 'clear' or z >= 1.959964
-- assert: flag <> 'unclear' or rho_star > 0.3
with others as (
    select
        flag_best as flag,
        leader.model_id as leader_id,
        leader.model_name as leader_name,
        leader.setting as leader_setting,
        leader.score as leader_score,
        leader.se as leader_se,
        ranks.model_id,
        ranks.setting,
        ranks.score,
        ranks.se,
        leader.score - ranks.score as gap,
        least(headline.n, leader.n) as n,
        (leader.score - ranks.score) / sqrt(ranks.se ** 2 + leader.se ** 2) as z,
        position,
        list_distinct([leader.sources[1], headline.source]) as sources,
        list_distinct([leader.relationships[1], headline.relationship]) as relationships
    from page_worked_scores as leader
    join mart_ranks as ranks on ranks.ranking = 'benchmark/' || leader.benchmark_id and position > 1
    join mart_headlines as headline
        on headline.benchmark_id = leader.benchmark_id
        and headline.model_id = ranks.model_id and headline.setting = ranks.setting
    qualify row_number() over (partition by flag_best order by position) = 1
)
select
    flag,
    leader_id,
    leader_name,
    leader_setting,
    leader_score,
    leader_se,
    model_id,
    name as model_name,
    setting,
    score,
    se,
    gap,
    n,
    gap / 100 * n as questions_apart,
    sqrt(se ** 2 + leader_se ** 2) as se_of_gap,
    z,
    1 - (z / 1.959964) ** 2 as rho_star,
    list_sort(sources) as sources,
    list_sort(relationships) as relationships,
    'methods/#flags' as method_url
from others
join mart_models using (model_id)
order by position, flag
