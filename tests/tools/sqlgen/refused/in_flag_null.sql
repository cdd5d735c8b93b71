-- expect 3: may be NULL, which a flag cannot say
-- query in_flag_null_all many
-- in on flag?
SELECT id FROM team WHERE active = :on;
