-- expect 2: two result columns are called name
-- query column_twice_all many
SELECT t.name, r.name FROM team t JOIN room r ON r.id = t.room_id;
