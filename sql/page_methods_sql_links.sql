-- description: Which view reads which: directly, and of the mart_ views also through others, in the order in which the data flow.
-- unique: view_id, other_id, is_read
-- not_null: other_id
with recursive direct as (
    select view_id, unnest(reads) as other_id
    from raw_view
),
-- `union` and not `union all`: one view is reached by many ways.
reached as (
    select view_id, other_id from direct
    union
    select reached.view_id, direct.other_id
    from reached
    join direct on direct.view_id = reached.other_id
),
links as (
    select
        view_id,
        other_id,
        true as is_read,
        (view_id, other_id) in (select (view_id, other_id) from direct) as is_direct
    from reached
    union all
    select
        other_id,
        view_id,
        false,
        true
    from direct
    where not starts_with(other_id, 'raw_')
)
select
    links.view_id,
    other_id,
    is_read,
    is_direct,
    coalesce(layer, 'raw') as layer,
    rtrim(split_part(description, '. ', 1), '.') || '.' as headline
from links
left join raw_view as other on other.view_id = other_id
where is_direct or other.layer = 'mart'
order by links.view_id, is_read, position nulls first, other_id
