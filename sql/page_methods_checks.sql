-- description: Every sentence that must be true of the data, with the query that returns the rows that break it.
-- unique: check_id
-- not_null: sentence, severity, code
select
    check_id,
    replace(check_id, '_', ' ') as sentence,
    description,
    severity,
    code
from raw_check
order by check_id
