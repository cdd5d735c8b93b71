-- expect 2: leave out those set aside
-- query role_aside_teams many
-- scope mine
SELECT t.id FROM team t JOIN role r ON r.team_id = t.id WHERE r.person_id = :viewer;
