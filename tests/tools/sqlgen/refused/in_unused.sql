-- expect 3: :name does not stand in the text
-- query in_unused_all many
-- in name text
SELECT id, name FROM team;
