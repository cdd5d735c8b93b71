-- expect 3: * is not used
-- query text_returning_star_all many
DELETE FROM team RETURNING *;
