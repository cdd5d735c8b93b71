-- expect 2: a change returns no rows
-- query change_returns_all change
DELETE FROM team RETURNING id;
