-- expect 3: no result column is called number
-- query out_unknown_all many
-- out number int
SELECT id, name FROM team;
