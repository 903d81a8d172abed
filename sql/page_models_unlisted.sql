-- description: The letters under which the models that lists leave out are found.
-- unique: letter
select letter, count(*) as n_models from page_unlisted group by all order by letter
