-- expect 4: :name is no parameter
-- query parameter_unknown_all many
SELECT id FROM team
WHERE name = :name;
