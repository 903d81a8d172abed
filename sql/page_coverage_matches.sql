-- description: How the names of each source were matched to a model: how many each rule decided, and how many none did.
-- unique: source, decided_by
select
    source,
    decided_by,
    is_matched,
    n_names,
    n_names / sum(n_names) over (partition by source) as share
from mart_matches
order by source, is_matched desc, n_names desc, decided_by
