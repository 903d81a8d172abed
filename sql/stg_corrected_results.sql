-- description: Every published score as it is told, but for those that a reviewed correction in force puts right or leaves out.
-- unique: source, model, benchmark, metric, setup, dated
select result.* replace (coalesce(try_cast(fix.now as double), score) as score, if(fix.now is null, url, evidence) as url)
from raw_result as result
left join stg_corrections as fix
    on fix.kind = 'score' and is_in_force and fix.source = result.source and fix.model = result.model
    and fix.benchmark = result.benchmark and fix.metric = result.metric and fix.setup = result.setup
    and try_cast(fix.was as double) = score
where correction_id is null or fix.now is not null
