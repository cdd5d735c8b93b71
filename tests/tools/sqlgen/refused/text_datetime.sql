-- expect 3: datetime ( is not used
-- query text_datetime_all many
SELECT datetime('now') AS now;
