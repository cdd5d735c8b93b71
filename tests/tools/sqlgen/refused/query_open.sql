-- expect 2: has no statement with ; at the end of a line
-- query query_open_all many
SELECT id
FROM team
