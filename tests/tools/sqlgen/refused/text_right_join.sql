-- expect 3: RIGHT JOIN is not used
-- query text_right_join_all many
SELECT t.id FROM team t RIGHT JOIN room r ON r.id = t.room_id;
