-- description: Names, as words, that a maker's API points to whatever build is newest: they name no build, and none for long.
-- unique: organization_id, key
select organization_id, name_key(unnest(moving)) as key
from raw_organization
