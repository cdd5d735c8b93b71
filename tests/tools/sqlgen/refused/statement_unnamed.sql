-- expect 2: a statement without a line -- query
SELECT id, name FROM team;
