-- expect 2: a change that changes nothing
-- query change_reads_all change
SELECT id, name FROM team;
