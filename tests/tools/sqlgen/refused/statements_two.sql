-- expect 2: more than one statement
-- query statements_two_all many
SELECT id FROM team; SELECT name FROM team;
