-- expect 2: id is an expression: it needs an out line
-- query compound_all many
SELECT id FROM team UNION SELECT room_id FROM team;
