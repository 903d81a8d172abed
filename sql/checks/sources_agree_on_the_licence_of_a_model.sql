-- description: Listed models of which sources name different licences, where no review has decided which one holds.
-- severity: warn
select model_id, string_agg(source || ': ' || stated, ', ' order by trust, source) as stated
from mart_license_claims
join mart_models using (model_id)
where is_listed and mart_license_claims.license_id is not null
group by model_id
having count(distinct mart_license_claims.license_id) > 1 and not bool_or(source = 'catalogue')
