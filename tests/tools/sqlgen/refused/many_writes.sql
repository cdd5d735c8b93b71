-- expect 2: no rows come back: say change
-- query many_writes_all many
DELETE FROM team;
