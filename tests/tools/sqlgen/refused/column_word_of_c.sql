-- expect 2: result column 1, 'long', needs AS
-- query column_word_of_c_all many
SELECT name AS long FROM team;
