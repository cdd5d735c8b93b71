-- expect 2: expected -- query NAME many|one|change
-- query query_kind_all some
SELECT id, name FROM team;
