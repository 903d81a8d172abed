-- description: Each pair of models that answered the same items of a benchmark, both ways round, question against question.
--   0/1 items without clusters: McNemar's z = (b − c)/√(b + c) of the items that one alone had right, and its exact two-sided
--   binomial p. Else the mean difference over its (clustered) error. The first 60 models of a benchmark are compared.
-- unique: benchmark_id, model_id, setting, other_model_id, other_setting
-- not_null: n_items, n_wins, n_losses, difference_points
-- assert: n_wins + n_losses <= n_items
-- assert: p_exact is null or p_exact between 0 and 1
with chosen as (
    select source, model, setup, model_id, setting, benchmark_id
    from mart_headlines
    where (source, model, setup, benchmark_id) in (select (source, model, setup, benchmark_id) from stg_items)
    qualify row_number() over (partition by benchmark_id order by score desc, model_id, setting) <= 60
),
answers as (
    select
        items.*,
        count(*) over (partition by benchmark_id, model_id, setting) as n_answers
    from stg_items as items
    join chosen using (source, model, setup, model_id, setting, benchmark_id)
),
facing as (
    select
        benchmark_id,
        one.model_id,
        one.setting,
        other.model_id as other_model_id,
        other.setting as other_setting,
        one.n_answers,
        other.n_answers as n_other,
        one.item,
        one.cluster,
        one.is_clustered,
        one.score in (0, 1) and other.score in (0, 1) as is_binary,
        one.score > other.score as is_win,
        one.score < other.score as is_loss,
        one.score - other.score as difference
    from answers as one
    join answers as other using (benchmark_id, item)
    where (one.model_id, one.setting) <> (other.model_id, other.setting)
),
pairs as (
    select
        benchmark_id, model_id, setting, other_model_id, other_setting,
        count(*) as n_items,
        count(*) filter (where is_win) as n_wins,
        count(*) filter (where is_loss) as n_losses,
        avg(difference) as difference,
        bool_and(is_binary) and not bool_or(is_clustered) as is_mcnemar
    from facing
    group by all
    having n_items = max(n_answers) and n_items = max(n_other)
),
clusters as (
    select benchmark_id, model_id, setting, other_model_id, other_setting, cluster, sum(facing.difference - pairs.difference) as deviation
    from facing
    join pairs using (benchmark_id, model_id, setting, other_model_id, other_setting)
    group by all
),
errors as (
    select benchmark_id, model_id, setting, other_model_id, other_setting, sqrt(sum(deviation * deviation)) as total
    from clusters
    group by all
)
select
    benchmark_id,
    model_id,
    setting,
    other_model_id,
    other_setting,
    n_items,
    n_wins,
    n_losses,
    100 * difference as difference_points,
    100 * total / n_items as se_points,
    case
        when is_mcnemar then (n_wins - n_losses) / nullif(sqrt(n_wins + n_losses), 0)
        else difference / nullif(round(total / n_items, 12), 0)
    end as z,
    -- The chance of a split at least as uneven when each of the unlike items is a coin's toss.
    case
        when is_mcnemar then least(1, 2 * list_sum(list_transform(
            range(greatest(n_wins, n_losses), n_wins + n_losses + 1),
            lambda k: exp(
                lgamma(n_wins + n_losses + 1) - lgamma(k + 1) - lgamma(n_wins + n_losses - k + 1) - (n_wins + n_losses) * ln(2)
            )
        )))
    end as p_exact
from pairs
join errors using (benchmark_id, model_id, setting, other_model_id, other_setting)
