-- expect 3: expected NAME KIND[?]
-- query in_kind_all many
-- in name string
SELECT id FROM team WHERE name = :name;
