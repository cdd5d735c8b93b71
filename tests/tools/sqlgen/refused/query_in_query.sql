-- expect 2: has no statement with ; at the end of a line
-- query query_in_query_all many
SELECT id FROM team; -- all
-- query query_in_query_one one
SELECT id, name FROM team;
