-- expect 3: * is not used
-- query text_star_of_table_all many
SELECT t.* FROM team t;
