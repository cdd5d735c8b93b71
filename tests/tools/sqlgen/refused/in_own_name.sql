-- expect 3: a parameter cannot be called scope
-- query in_own_name_all many
-- in scope int
SELECT id FROM team WHERE id = :scope;
