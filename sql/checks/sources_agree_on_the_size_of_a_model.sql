-- description: Believed sizes that differ by more than a tenth between a repository's configuration and the board that ran it.
-- severity: warn
select model_id, ours.parameters / 1e9 as configuration_b, theirs.parameters / 1e9 as board_b
from mart_size_claims as ours
join mart_size_claims as theirs using (model_id)
where ours.source = 'model_facts' and theirs.source = 'open_llm_leaderboard' and ours.is_believed and theirs.is_believed
    and greatest(ours.parameters, theirs.parameters) > 1.1 * least(ours.parameters, theirs.parameters)
