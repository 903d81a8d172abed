-- description: What a card says of a source as a whole: who publishes it, under which licence, as received when.
--   Where an upstream has no revisions, the checksum of the bytes received says which state of it was read.
--   `dates_repositories` says that its dates of models are those on which their repositories were created.
-- unique: source
-- not_null: name, publisher, retrieved_on
with told as (
    select
        source,
        name,
        publisher,
        url as live_url,
        license as source_license,
        license_url as source_license_url,
        coalesce(revision, 'sha256:' || sha256) as revision,
        taken_on as retrieved_on
    from raw_snapshot
    union all by name
    -- Speeds stand in the catalogue, each dated as published; the newest snapshot dates the whole, as it does the catalogue.
    select
        source,
        any_value(source_name) as name,
        any_value(source_name) as publisher,
        any_value(source_url) as live_url,
        any_value(license) as source_license,
        any_value(license_url) as source_license_url,
        (select max(taken_on) from raw_snapshot) as retrieved_on
    from raw_speed
    where source not in (select source from raw_snapshot)
    group by source
    union all by name
    -- Facts of the catalogue are read by people, each at an address of its own; the newest snapshot dates the whole.
    select
        unnest(['catalogue', 'private']) as source,
        unnest(['Reviewed by hand', 'Private results']) as name,
        unnest(['this site', 'whoever built this copy']) as publisher,
        unnest(['the licence of this site', 'not published']) as source_license,
        (select max(taken_on) from raw_snapshot) as retrieved_on
)
select *, source in (select source from stg_facts where on_hub_since is not null) as dates_repositories
from told
