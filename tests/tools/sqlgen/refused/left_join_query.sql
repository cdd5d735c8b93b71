-- expect 2: name comes from a LEFT JOIN
-- query left_join_query_all many
SELECT t.id, r.name FROM team t
LEFT OUTER JOIN (SELECT id, name FROM room) r ON r.id = t.room_id;
