-- expect 3: no such table: teams
-- query no_table_all many
SELECT id, name FROM teams;
