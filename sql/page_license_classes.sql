-- description: The classes of licences, from free to not known, with the answer for work and how many models are in each.
-- unique: license_class
-- not_null: work_use, explanation
with classes as (
    select * from (values
        (1, 'permissive', 'yes', 'Commercial use is allowed. At most the maker must be named and the text of the licence kept.'),
        (2, 'conditional', 'yes, if', 'Commercial use is allowed within limits, such as a number of users or a revenue, or with duties such as naming the model.'),
        (3, 'non-commercial', 'no, unless', 'Commercial use is not allowed unless the maker agrees to it separately.'),
        (4, 'research-only', 'no, unless', 'Research and testing only; any other use needs the maker’s agreement.'),
        (5, 'api-only', 'API only', 'The weights are not published. The terms are those of the provider that you choose.'),
        (6, 'unknown', 'not known', 'No source states a licence, or it is one that we have not reviewed. Treat it as a no until you have read it.')
    ) as listed (position, license_class, work_use, explanation)
)
select
    license_class,
    classes.work_use,
    explanation,
    count(model_id) filter (where is_listed) as n_listed,
    count(model_id) filter (where model_id in (select model_id from mart_ranked_rows)) as n_shortlisted,
    list_sort(list_distinct(list_append(list(license_source), 'catalogue'))) as sources
from classes
left join mart_models using (license_class)
group by position, license_class, classes.work_use, explanation
order by position
