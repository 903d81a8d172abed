-- description: Names that a source gives and that have no row at all, matched or not: their offers and scores would be lost.
select source, model
from stg_given_names
anti join stg_names using (source, model)
