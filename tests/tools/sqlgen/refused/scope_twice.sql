-- expect 4: a second scope line
-- query scope_twice_all many
-- scope everything
-- scope everything
SELECT id, name FROM team;
