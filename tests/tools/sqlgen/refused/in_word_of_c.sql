-- expect 3: cannot be a name in C
-- query in_word_of_c_all many
-- in default text
SELECT id FROM team WHERE name = :default;
