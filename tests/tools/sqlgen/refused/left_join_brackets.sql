-- expect 2: room comes from a LEFT JOIN
-- query left_join_brackets_all many
SELECT t.id, r.name AS room
FROM team t LEFT JOIN (room r JOIN team g ON g.id = r.id) ON r.id = t.room_id;
