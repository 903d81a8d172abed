-- description: The constants by which ranks are worked out among any number of models, as a filtered table needs them.
-- unique: n_ranked
-- assert: n_ranked = 1 or (c_tukey >= c_mcb and c_mcb > 0)
select n_ranked, c_tukey, c_mcb from mart_critical_values where n_ranked <= 400 order by n_ranked
