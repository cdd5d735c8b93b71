-- expect 3: SKIP LOCKED is not used
-- query text_skip_locked_all many
SELECT id FROM team FOR UPDATE SKIP LOCKED;
