-- description: Contexts in use below 512 or above 20 million tokens: correct them in catalog/corrections/.
select model_id, context_tokens, context_source
from mart_models
where context_tokens not between 512 and 20e6
