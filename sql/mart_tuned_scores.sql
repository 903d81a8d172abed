-- description: Each tuning run with the errors of its scores and of what tuning changed.
--   The error of a share of right answers is binomial, its interval Wilson's. Of a mean of shares no error is published: `base_se`
--   and `tuned_se` are then the largest that a mean of values from 0 to 1 can have, √(p(1−p)/n) (Bhatia and Davis 2000),
--   and there is no interval. Both scores are of the same examples, so the error of the lift is a bound as well: less, the
--   more alike the two answer. Gap closed is (tuned − base)/(100 − base); the relative lift is left out below 5 points,
--   and it and the log odds have no interval where a score is 0 or 100. `is_tuned_guess` says that a tune may score no more
--   than guessing would: its interval reaches down to that.
-- unique: entrant, tuning_task_id
-- assert: lift is null or abs(tuned_score - base_score - lift) < 1e-9
-- assert: (lift_low is null) = (lift_high is null)
-- assert: lift_low is null or lift between lift_low and lift_high
-- assert: (relative_low is null) = (relative_high is null)
-- assert: relative_low is null or relative_lift between relative_low and relative_high
-- assert: coalesce(isfinite(relative_high + log_odds_lift + log_odds_se), true)
with shares as (
    select *, base_score / 100 as b, tuned_score / 100 as f, 1.959964 as z from stg_tunings
),
-- A share of 0 or 1 has no error by the plain formula: Wilson's half width stands for it.
errors as (
    select
        *,
        z / (1 + z * z / n) * sqrt(b * (1 - b) / n + z * z / (4 * n * n)) as base_half,
        z / (1 + z * z / n) * sqrt(f * (1 - f) / n + z * z / (4 * n * n)) as tuned_half,
        (b + z * z / (2 * n)) / (1 + z * z / n) as base_centre,
        (f + z * z / (2 * n)) / (1 + z * z / n) as tuned_centre,
        if(b > 0 and b < 1, sqrt(b * (1 - b) / n), base_half / z) as base_error,
        if(f > 0 and f < 1, sqrt(f * (1 - f) / n), tuned_half / z) as tuned_error
    from shares
)
select
    * exclude (b, f, z, base_half, tuned_half, base_centre, tuned_centre, base_error, tuned_error),
    100 * base_error as base_se,
    100 * tuned_error as tuned_se,
    if(is_binary and base_half is not null, greatest(0, 100 * (base_centre - base_half)), null) as base_low,
    if(is_binary and base_half is not null, least(100, 100 * (base_centre + base_half)), null) as base_high,
    if(is_binary and tuned_half is not null, greatest(0, 100 * (tuned_centre - tuned_half)), null) as tuned_low,
    if(is_binary and tuned_half is not null, least(100, 100 * (tuned_centre + tuned_half)), null) as tuned_high,
    coalesce(tuned_low <= chance, false) as is_tuned_guess,
    tuned_score - base_score as lift,
    100 * sqrt(base_error ** 2 + tuned_error ** 2) as lift_se,
    if(is_binary and lift_se is not null, greatest(-100, lift - z * lift_se), null) as lift_low,
    if(is_binary and lift_se is not null, least(100, lift + z * lift_se), null) as lift_high,
    100 * (f - b) / nullif(1 - b, 0) as gap_closed,
    if(b >= 0.05, f / b - 1, null) as relative_lift,
    if(b >= 0.05 and b < 1 and f > 0 and f < 1 and is_binary, exp(ln(f / b) - z * sqrt((1 - f) / (n * f) + (1 - b) / (n * b))) - 1, null) as relative_low,
    if(b >= 0.05 and b < 1 and f > 0 and f < 1 and is_binary, exp(ln(f / b) + z * sqrt((1 - f) / (n * f) + (1 - b) / (n * b))) - 1, null) as relative_high,
    if(f > 0 and f < 1 and b > 0 and b < 1, ln(f / (1 - f)) - ln(b / (1 - b)), null) as log_odds_lift,
    if(f > 0 and f < 1 and b > 0 and b < 1, sqrt(1 / (n * f * (1 - f)) + 1 / (n * b * (1 - b))), null) as log_odds_se
from errors
join (select tuning_task_id, chance from raw_tuning_task) as task using (tuning_task_id)
