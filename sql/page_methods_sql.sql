-- description: Every view of the site: its layer, its code, what it imports, and the tests that are run on every build.
-- unique: view_id
-- not_null: layer, file, description, code
-- assert: description <> ''
select
    view_id,
    layer,
    regexp_matches(view_id, '^page.model_') as is_of_model,
    file,
    description,
    rtrim(split_part(description, '. ', 1), '.') || '.' as headline,
    nullif(ltrim(substr(description, length(headline) + 1)), '') as remark,
    code,
    tests,
    imports,
    len(tests) as n_tests
from raw_view
order by list_position(['stg', 'mart', 'page'], layer), case when layer <> 'page' then position end, view_id
