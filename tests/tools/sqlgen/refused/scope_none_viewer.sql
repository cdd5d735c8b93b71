-- expect 4: :viewer is no parameter
-- query scope_none_viewer_all many
-- scope none before signing in
SELECT id, name FROM person WHERE id = :viewer;
