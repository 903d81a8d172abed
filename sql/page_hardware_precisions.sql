-- description: Every precision: bits a weight of a whole file, between which bounds among architectures, and how much of the
--   bandwidth it reaches, of what 16-bit weights reach.
-- unique: precision
-- assert: bits_low <= bits_per_weight and bits_per_weight <= bits_high
select
    precision_id as precision,
    name,
    bits_per_weight,
    bits_low,
    bits_high,
    100 * speed_share as speed_percent,
    is_counted,
    note,
    'catalogue' as source,
    source as source_url,
    'methods/#memory' as method_url
from raw_precision
order by "order", precision_id
