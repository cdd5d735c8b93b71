-- expect 3: upper ( is not used
-- query text_upper_all many
SELECT id FROM team WHERE UPPER (name) = 'A';
