-- expect 2: result column 1, 'count(*)', needs AS
-- query column_without_name_all many
SELECT count(*) FROM team;
