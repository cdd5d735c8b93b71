-- expect 2: scope cohort bounds nothing
-- query scope_unbound_all many
-- scope cohort
SELECT id, name FROM person;
