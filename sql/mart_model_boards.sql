-- description: Each model in each domain and board, with its rank range where it is ranked and the reason where not.
-- unique: model_id, setting, domain_id, board_id
select
    scores.*,
    boards.domain_name,
    boards.board_name,
    boards.domain_order,
    boards.board_order,
    ranks.rank_low,
    ranks.rank_high,
    boards.n_ranked,
    ranks.is_tied_best,
    ranks.model_id is not null as is_ranked,
    case
        when ranks.model_id is not null then null
        when not is_listed then unlisted_reason
        else 'fewer than ' || scores.n_required || ' of ' || scores.n_benchmarks || ' benchmarks measured'
    end as unranked_reason
from mart_domain_scores as scores
join mart_models using (model_id)
join mart_domain_boards as boards using (domain_id, board_id)
left join mart_ranks as ranks
    on ranks.ranking = 'domain/' || domain_id || '/' || board_id
    and ranks.model_id = scores.model_id and ranks.setting = scores.setting
