-- expect 2: starts with query_prefix_
-- query team_all many
SELECT id, name FROM team;
