-- description: The worked example: hours and US dollars of tuning one base, by QLoRA on one rented card, for each task. Tokens are
--   training examples times the length that 95 % of examples do not exceed, times the epochs: an upper bound in all but odd
--   cases, as the mean length is not published. `*_40k_*` is the same for 40,000 examples, whatever the task has.
-- unique: tuning_task_id
-- not_null: tokens, usd_low, usd_high
-- assert: usd_low < usd_high and hours_low < hours_high
with tasks as (
    select
        task.*, cost.model_id, model_name, gpu_name, epochs, usd_per_hour, tokens_per_second_low, tokens_per_second_high, cost.sources,
        tokens_p95 * train_examples::double * epochs as tokens,
        tokens_p95 * 40000.0 as tokens_40k
    from raw_tuning_task as task
    cross join page_tuning_cost as cost
    where train_examples is not null and tokens_p95 is not null
)
select
    tuning_task_id,
    name as task_name,
    category,
    train_examples,
    tokens_p95,
    epochs,
    tokens,
    hours_of(tokens, tokens_per_second_high) as hours_low,
    hours_of(tokens, tokens_per_second_low) as hours_high,
    usd_per_hour * hours_of(tokens, tokens_per_second_high) as usd_low,
    usd_per_hour * hours_of(tokens, tokens_per_second_low) as usd_high,
    usd_per_hour * hours_of(tokens_40k, tokens_per_second_high) as usd_40k_low,
    usd_per_hour * hours_of(tokens_40k, tokens_per_second_low) as usd_40k_high,
    avg(usd_per_hour * hours_of(tokens_40k, tokens_per_second_high)) over () as mean_usd_40k_low,
    avg(usd_per_hour * hours_of(tokens_40k, tokens_per_second_low)) over () as mean_usd_40k_high,
    median(usd_per_hour * hours_of(tokens, tokens_per_second_low)) over () as median_usd_high,
    sources,
    'methods/#tuning-cost' as method_url
from tasks
order by tokens, tuning_task_id
