-- expect 2: reads person.name of class 2: it needs a scope line
-- query scope_missing_all many
SELECT id, name FROM person;
