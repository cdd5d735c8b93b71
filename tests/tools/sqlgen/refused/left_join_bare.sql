-- expect 2: moves comes from a LEFT JOIN
-- query left_join_bare_all many
SELECT t.id, moves FROM team t LEFT JOIN game ON game.team_id = t.id;
