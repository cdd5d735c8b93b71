-- expect 3: * is not used
-- query text_star_all many
SELECT * FROM team;
