-- description: How many rows of each source hold each field: what is empty was not published there, and is not filled in.
-- unique: source, kind, field
with fields as (
    select source, 'score' as kind, 1 as position, 'an error or interval' as field, count(*) as n_rows,
        count(*) filter (where stderr is not null or score_low is not null) as n_filled
    from raw_result group by source
    union all
    select source, 'score', 2, 'number of questions or votes', count(*), count(n) from raw_result group by source
    union all
    select source, 'score', 3, 'date', count(*), count(dated) from raw_result group by source
    union all
    select source, 'score', 4, 'address of its own', count(*), count(url) from raw_result group by source
    union all
    select source, 'fact', 1, 'parameters', count(*), count(parameters) from raw_model_fact group by source
    union all
    select source, 'fact', 2, 'licence', count(*), count(license) from raw_model_fact group by source
    union all
    select source, 'fact', 3, 'context', count(*), count(context_tokens) from raw_model_fact group by source
    union all
    select source, 'fact', 4, 'release date', count(*), count(released_on) from raw_model_fact group by source
    union all
    select source, 'fact', 5, 'base model', count(*), count(base_model) from raw_model_fact group by source
    union all
    select source, 'offer', 1, 'price', count(*), count(price_in) from raw_offer group by source
    union all
    select source, 'offer', 2, 'context', count(*), count(context_tokens) from raw_offer group by source
    union all
    select source, 'offer', 3, 'release date', count(*), count(released_on) from raw_offer group by source
    union all
    select source, 'offer', 4, 'day its entry changed', count(*), count(dated) from raw_offer group by source
)
select source, kind, field, n_rows, n_filled, n_rows - n_filled as n_missing, n_filled / n_rows as share
from fields
order by kind desc, source, position
