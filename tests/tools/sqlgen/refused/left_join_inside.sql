-- expect 2: room comes from a LEFT JOIN
-- query left_join_inside_all many
SELECT x.id, x.room
FROM (SELECT t.id, r.name AS room FROM team t LEFT JOIN room r ON r.id = t.room_id) x;
