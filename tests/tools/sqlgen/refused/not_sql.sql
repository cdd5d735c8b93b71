-- expect 4: near "team": syntax error
-- query not_sql_all many
SELECT id, name
FORM team;
