-- description: What a card says of a source as a whole: who publishes it, under which licence, as received when.
--   Revision: each file's commit at its upstream, or `sha256:` and the checksum of the bytes received where there is none,
--   or where a mirror stood in for the upstream, whose commits are its own; of several files one after the other.
--   `dates_repositories` says that its dates of models are those on which their repositories were created.
--   What a person entered by hand has no day of retrieval: `entered_on` is the day of the file, where it is known.
-- unique: source
-- not_null: name, publisher, via_mirror
-- assert: retrieved_on is null or revision is not null
with told as (
    select
        source,
        name,
        publisher,
        url as live_url,
        license as source_license,
        license_url as source_license_url,
        array_to_string(
            list_sort(list_distinct(list_transform(files, lambda file: coalesce(file.revision, 'sha256:' || file.sha256)))), ' '
        ) as revision,
        coalesce(via_mirror, false) as via_mirror,
        taken_on as retrieved_on,
        null::date as entered_on
    from raw_snapshot
    union all by name
    -- Speeds stand in the catalogue, each dated as published.
    select
        source,
        any_value(source_name) as name,
        any_value(source_name) as publisher,
        any_value(source_url) as live_url,
        any_value(license) as source_license,
        any_value(license_url) as source_license_url,
        false as via_mirror,
        max(entered) as entered_on
    from raw_speed
    where source not in (select source from raw_snapshot)
    group by source
    union all by name
    -- So do tuning runs, a study a file.
    select
        study_id as source,
        name,
        publisher,
        url as live_url,
        license as source_license,
        license_url as source_license_url,
        false as via_mirror,
        entered as entered_on
    from raw_tuning_study
    union all by name
    -- Facts of the catalogue are read by people, each at an address of its own, on days that nobody noted.
    select
        unnest(['catalogue', 'private']) as source,
        unnest(['Reviewed by hand', 'Private results']) as name,
        unnest(['this site', 'whoever built this copy']) as publisher,
        unnest(['the licence of this site', 'not published']) as source_license,
        false as via_mirror
)
select *, source in (select source from stg_facts where on_hub_since is not null) as dates_repositories
from told
