-- expect 3: name is of kind text in the schema
-- query out_other_kind_all many
-- out name int
SELECT id, name FROM team;
