-- expect 2: name comes from a LEFT JOIN
-- query left_join_with_all many
WITH place (id, name) AS (SELECT id, name FROM room)
SELECT t.id, place.name FROM team t LEFT JOIN place ON place.id = t.room_id;
