-- expect 3: string_agg is not used
-- query text_string_agg_all many
SELECT string_agg(name, ',') AS names FROM team;
