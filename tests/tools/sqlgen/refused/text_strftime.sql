-- expect 3: strftime ( is not used
-- query text_strftime_all many
SELECT strftime('%s') AS now;
