-- description: Names that a source keeps apart and we take for one model at one setting, though it gives them different
--   scores on one test: two runs of one model, or two models that a rule has merged.
-- severity: warn
select source, model_id, setting, benchmark_id, setup, list(model order by model) as names, list(score order by model) as scores
from stg_results as result
join stg_names as name using (source, model, model_id, setting)
-- What the catalogue says a person has looked at; a Hub repository is what it is.
where benchmark_id is not null and decided_by not in ('alias', 'hub id', 'renamed')
group by all
having count(distinct model) > 1 and max(score) - min(score) > 1e-3 * max(abs(score))
