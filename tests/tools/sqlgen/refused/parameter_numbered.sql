-- expect 3: a parameter is written :name
-- query parameter_numbered_all many
SELECT id FROM team WHERE name = $1;
