-- description: A worked example of the error of a mean of subtasks: MuSR of the leader of the open board, one row a subtask.
-- unique: part
-- not_null: term, se
-- assert: abs(100 * sqrt(sum_of_terms) / n_parts - se) < 0.0001
with terms as (
    select
        headline.model_id,
        headline.score,
        headline.se,
        headline.score / 100 as x,
        part.place,
        part.name as part,
        part.n,
        part.chance / (100 - part.chance) as odds,
        (1 - headline.score / 100) * (headline.score / 100 + part.chance / (100 - part.chance)) / part.n as term,
        headline.source,
        headline.relationship
    from mart_ranks as ranks
    join mart_headlines as headline
        on headline.benchmark_id = 'musr' and headline.model_id = ranks.model_id and headline.setting = ranks.setting
    join raw_part as part on part.benchmark_id = 'musr'
    where ranks.ranking = 'domain/overall/open' and position = 1
)
select
    part,
    model_id,
    model.name as model_name,
    score,
    terms.se,
    x,
    n,
    odds,
    term,
    sum(term) over () as sum_of_terms,
    count(*) over () as n_parts,
    [terms.source] as sources,
    [relationship] as relationships,
    'methods/#parts' as method_url
from terms
join mart_models as model using (model_id)
order by place, part
