-- description: What each source is, for every table that names one: publisher, licence, revision, when it was retrieved or entered by hand.
-- unique: source
select source, name, publisher, live_url, source_license, source_license_url, revision, via_mirror, retrieved_on, entered_on, dates_repositories
from mart_receipts
order by source
