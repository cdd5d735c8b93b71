-- expect 2: may be NULL, which a real cannot say
-- query out_real_null_all many
-- scope everything
SELECT id, strength FROM person;
