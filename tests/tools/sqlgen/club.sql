-- SPDX-License-Identifier: EUPL-1.2
-- Queries that sqlgen must take. club_test.c runs what it makes of them.

-- query club_teams many
-- Every team, by name.
SELECT id, name, active, starts, room_id FROM team ORDER BY name, id;

-- query club_team_members many
-- scope cohort
-- in born_after day?, seat int?
-- out n_games int
-- The members of one team, with how often they played white.
-- Those born before the day are left out.
SELECT p.id, p.name, p.born, m.seat, p.joined, p.rating,
       (SELECT CAST(count(*) AS INTEGER) FROM game g WHERE g.white_id = p.id) AS n_games -- white
FROM team_member m
JOIN person p ON p.id = m.person_id
WHERE m.team_id = :scope AND p.born > :born_after AND m.seat IS NOT DISTINCT FROM :seat
ORDER BY p.id;

-- query club_person one
-- scope self
-- out called text, trainer text?, mood text
-- 'Semicolons; in a text' are no end of the statement.
SELECT p.id, coalesce(p.name, '') AS called, p.name, p.note, t.name AS trainer, 'glad; "so"' AS mood
FROM person p LEFT JOIN person t ON t.id = p.trainer_id
WHERE p.id = :viewer;

-- query club_search many
-- scope everything
-- in pattern text
SELECT DISTINCT p.id, p.name FROM person p LEFT JOIN person t ON t.id = p.trainer_id
WHERE p.name_fold LIKE :pattern ESCAPE '\';

-- query club_names many
-- scope none the door list is printed by the machine
-- out name text, class int
SELECT name, 1 AS class FROM person UNION ALL SELECT name, 2 AS class FROM team;

-- query club_mine many
-- scope mine
SELECT t.id, t.name FROM team t
WHERE t.id IN (SELECT m.team_id FROM team_member m WHERE m.person_id = :viewer
               UNION SELECT g.team_id FROM game g WHERE g.white_id = :viewer);

-- query club_person_add one
-- in name text, name_fold text, born day?, joined instant, rating real
INSERT INTO person (name, name_fold, born, joined, rating)
VALUES (:name, :name_fold, :born, :joined, :rating)
RETURNING id;

-- query club_team_add one
-- in name text, active flag, starts clock?
INSERT INTO team (name, active, starts) VALUES (:name, :active, :starts) RETURNING id;

-- query club_member_add change
-- in team int, person int, seat int?
INSERT INTO team_member (team_id, person_id, seat) VALUES (:team, :person, :seat);

-- query club_note change
-- scope self
-- in note blob?
UPDATE person SET note = :note WHERE id = :viewer;
