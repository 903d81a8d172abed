-- description: A generation whose pattern matches nothing is mistyped, or its models have been renamed.
select family_id, generation, pattern
from raw_generation
anti join mart_model_families using (family_id, generation)
