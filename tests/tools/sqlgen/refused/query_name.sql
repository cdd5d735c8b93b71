-- expect 2: starts with query_name_
-- query query_name_All many
SELECT id, name FROM team;
