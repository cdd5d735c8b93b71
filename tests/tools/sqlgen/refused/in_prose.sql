-- expect 3: expected NAME KIND[?]
-- query in_prose_all many
-- in the order of their names
SELECT id, name FROM team;
