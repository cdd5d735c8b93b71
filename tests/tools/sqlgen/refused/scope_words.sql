-- expect 3: more than one word after scope
-- query scope_words_all many
-- scope cohort the members
SELECT id, name FROM team;
