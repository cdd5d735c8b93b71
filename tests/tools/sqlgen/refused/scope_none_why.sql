-- expect 3: scope none needs its reason
-- query scope_none_why_all many
-- scope none
SELECT id, name FROM team;
