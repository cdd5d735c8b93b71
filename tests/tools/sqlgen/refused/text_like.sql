-- expect 4: LIKE is used on a fold column only
-- query text_like_all many
-- in part text
SELECT id FROM team WHERE name NOT LIKE :part;
