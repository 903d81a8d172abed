-- description: The screen of bases in one row: how many it holds and shows, from which day on, and how many were tuned or have a relative that was.
-- unique: n_candidates
-- assert: n_tuned <= n_shown and n_shown <= n_candidates and n_related <= n_candidates
select
    count(*) as n_candidates,
    count(*) filter (where is_shown) as n_shown,
    count(*) filter (where is_tuned) as n_tuned,
    count(*) filter (where len(relatives) > 0) as n_related,
    (select max(taken_on) - interval 3 years from raw_snapshot)::date as shown_since,
    coalesce(list_sort(list_distinct(flatten(list(sources)))), ['catalogue']) as sources,
    'methods/#tuning' as method_url
from page_tuning_screen
order by n_candidates
