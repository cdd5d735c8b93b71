-- expect 2: n is an expression: it needs an out line
-- query out_missing_all many
SELECT count(*) AS n FROM team;
