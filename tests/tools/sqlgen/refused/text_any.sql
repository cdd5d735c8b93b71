-- expect 3: ANY ( is not used
-- query text_any_all many
SELECT id FROM team WHERE id = ANY(SELECT 1);
