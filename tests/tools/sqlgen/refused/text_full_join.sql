-- expect 3: FULL OUTER is not used
-- query text_full_join_all many
SELECT t.id FROM team t FULL OUTER JOIN room r ON r.id = t.room_id;
