-- expect 3: 'club' is no kind of scope
-- query scope_unknown_all many
-- scope club
SELECT id, name FROM team;
