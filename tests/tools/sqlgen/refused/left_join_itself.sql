-- expect 2: away comes from a LEFT JOIN
-- query left_join_itself_all many
SELECT t.id, t.name, other.name AS away
FROM team t LEFT JOIN team AS other ON other.id > t.id;
