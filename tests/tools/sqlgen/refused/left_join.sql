-- expect 2: name comes from a LEFT JOIN: say -- out name text?
-- query left_join_all many
SELECT t.id, r.name FROM team t LEFT JOIN room r ON r.id = t.room_id;
