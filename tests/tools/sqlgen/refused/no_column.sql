-- expect 4: no such column: size
-- query no_column_all many
SELECT id,
    size
FROM team;
