-- expect 3: a name in quotes
-- query text_quoted_all many
SELECT "id" FROM team;
