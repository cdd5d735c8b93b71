-- expect 4: query query_twice_all stands in
-- query query_twice_all many
SELECT id, name FROM team;
-- query query_twice_all many
SELECT id, name FROM team;
