-- expect 3: lower ( is not used
-- query text_lower_all many
SELECT id FROM team WHERE lower(name) = 'a';
