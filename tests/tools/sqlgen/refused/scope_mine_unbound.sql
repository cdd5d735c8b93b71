-- expect 2: scope mine bounds nothing: :viewer does not stand
-- query scope_mine_unbound_all many
-- scope mine
SELECT id, name FROM person WHERE id = :scope;
