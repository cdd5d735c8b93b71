-- expect 3: name stands twice
-- query in_twice_all many
-- in name text, name text
SELECT id FROM team WHERE name = :name;
