-- description: What the name of a Hub repository says of its size: every total that may be meant, and the active part.
--   `8x7b` is taken as 56 B, more than what such mixtures share makes them; `1_8b` may be 1.8 or 8; in `30b-a3b` and
--   `17b-16e` 3 and 17 are active. What is trained on (`pile-300b`, `10b-tokens`), an effective size (`e4b`), a context
--   (`1m`) and a number of samples beside a size in billions are no totals.
-- unique: model_id
-- not_null: named
with names as (
    select
        model_id,
        regexp_replace(
            regexp_replace(lower(basename), '(pile|redpajama|tokens?|step-[0-9]+k)-[0-9]+b', '', 'g'),
            '[0-9]+b-tokens?|[0-9]+b-[0-9]+e(-|$)', ' ', 'g'
        ) as name,
        coalesce(
            nullif(regexp_extract(lower(basename), '(?:^|-)([0-9]+(?:\.[0-9]+)?)b-[0-9]+e(?:-|$)', 1), ''),
            nullif(regexp_extract(lower(basename), '(?:^|[-_])a([0-9]+(?:\.[0-9]+)?)b(?:[-_]|$)', 1), '')
        )::double * 1e9 as named_active,
        nullif(regexp_extract(lower(basename), '([0-9]+)x[0-9.]+b', 1), '')::double as named_experts
    from stg_hub_ids
),
words as (
    select
        *,
        list_filter(
            string_split(regexp_replace(name, '[^a-z0-9.]+', ' ', 'g'), ' '),
            lambda word: regexp_full_match(word, '([a-z]*[a-df-z])?([0-9]+x)?([0-9]+|[0-9]*\.[0-9]+)[bm]|[a-z]*[0-9]+b[0-9]')
                and not regexp_full_match(word, 'a[0-9].*b|[12]m')
        ) as found
    from names
),
plain as (
    select
        * exclude (found),
        [regexp_replace(word, '^[a-z]+', '') for word in found if contains(regexp_replace(word, '^[a-z]+', ''), 'b')]
        || [replace(pair, '_', '.') || 'b' for pair in regexp_extract_all(name, '(?:^|[^0-9.])([0-9]_[0-9]+)b(?:[^a-z0-9]|$)', 1)] as billions,
        [regexp_replace(word, '^[a-z]+', '') for word in found if ends_with(word, 'm')] as millions
    from words
)
select
    model_id,
    list_sort(list_distinct(case
        when len(billions) > 0 then [
            coalesce(nullif(regexp_extract(word, '^([0-9]+)x', 1), '')::double, 1)
            * regexp_extract(word, '([0-9]*\.?[0-9]+)b$', 1)::double * 1e9
            for word in [regexp_replace(one, 'b([0-9])$', '.\1b') for one in billions]
        ]
        else [
            coalesce(nullif(regexp_extract(word, '^([0-9]+)x', 1), '')::double, 1)
            * regexp_extract(word, '([0-9]*\.?[0-9]+)m$', 1)::double * 1e6
            for word in millions
        ]
    end)) as named,
    named_active,
    named_experts
from plain
where len(billions) + len(millions) > 0 or named_active is not null
