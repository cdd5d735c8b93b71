-- SPDX-License-Identifier: EUPL-1.2
-- People, their memberships and their roles. Employments: person_employment.sql.
-- A viewer reaches a person through a role at the host organisation or at an organisation to which the
-- person belongs; the roles are those that carry the right person_list (src/web/access.c).

-- query person_list many
-- scope mine
-- in today day, organisation int?, pattern text, after_name text, after_id int, n int
-- out organisation text?, unit text?, letter text?, post text?
-- One row per person that the viewer reaches, from a key on. The name stands in it twice, so that
-- "van der Berg" and "Daan van der Berg" are found in what is sorted as "berg, daan van der".
WITH reach AS (
    SELECT r.organisation_id,
        CASE WHEN h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') THEN 1 ELSE 0 END AS host
    FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator')
), found AS (
    SELECT p.id, p.name, p.sort_name, p.email_fold, p.sort_name || ' ' || p.sort_name AS name_fold,
        (SELECT min(m.id) FROM membership m
         WHERE m.person_id = p.id AND (m.until_day IS NULL OR m.until_day >= :today)
           AND (:organisation IS NULL OR m.organisation_id = :organisation)
           AND EXISTS (SELECT 1 FROM reach x
                       WHERE x.host = 1 OR x.organisation_id = m.organisation_id)) AS membership_id
    FROM person p
)
SELECT f.id, f.name, f.sort_name, o.letter, o.name AS organisation, u.name AS unit, e.post
FROM found f
LEFT JOIN membership m ON m.id = f.membership_id
LEFT JOIN organisation o ON o.id = m.organisation_id
LEFT JOIN unit u ON u.id = m.unit_id
LEFT JOIN employment e ON e.id = (
    SELECT min(w.id) FROM employment w
    WHERE w.person_id = f.id AND w.organisation_id = m.organisation_id
      AND (w.until_day IS NULL OR w.until_day >= :today))
WHERE (f.membership_id IS NOT NULL
       OR (:organisation IS NULL AND EXISTS (SELECT 1 FROM reach x WHERE x.host = 1)))
  AND (:pattern = '%' OR f.name_fold LIKE :pattern ESCAPE '!' OR f.email_fold LIKE :pattern ESCAPE '!')
  AND (f.sort_name > :after_name OR (f.sort_name = :after_name AND f.id > :after_id))
ORDER BY f.sort_name, f.id
LIMIT :n;

-- query person_count one
-- scope mine
-- in today day, pattern text, most int
-- out n int
-- How many people person_list gives for all organisations together; counts no further than `most`, so that a
-- page costs the same in a house of a million. Nobody is asked by name for the pattern that all names fit.
WITH reach AS (
    SELECT r.organisation_id,
        CASE WHEN h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') THEN 1 ELSE 0 END AS host
    FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator')
)
SELECT CAST(count(f.id) AS INTEGER) AS n FROM (
    SELECT p.id FROM (SELECT id, email_fold, sort_name || ' ' || sort_name AS name_fold FROM person) p
    WHERE EXISTS (SELECT 1 FROM reach x WHERE x.host = 1)
      AND (:pattern = '%' OR p.name_fold LIKE :pattern ESCAPE '!' OR p.email_fold LIKE :pattern ESCAPE '!')
    UNION ALL
    SELECT DISTINCT m.person_id
    FROM reach x
    JOIN membership m ON m.organisation_id = x.organisation_id AND (m.until_day IS NULL OR m.until_day >= :today)
    WHERE NOT EXISTS (SELECT 1 FROM reach y WHERE y.host = 1)
      AND (:pattern = '%' OR EXISTS (
          SELECT 1 FROM (SELECT id, email_fold, sort_name || ' ' || sort_name AS name_fold FROM person) p
          WHERE p.id = m.person_id AND (p.name_fold LIKE :pattern ESCAPE '!'
                                        OR p.email_fold LIKE :pattern ESCAPE '!')))
    LIMIT :most) f;

-- query person_organisations many
-- scope mine
-- in today day, pattern text, most int
-- out n_people int
-- The organisations that the viewer reaches, with how many found people belong to each, counted up to `most`.
WITH named AS (
    SELECT id, email_fold, sort_name || ' ' || sort_name AS name_fold FROM person
)
SELECT o.id, o.letter, o.name, (
    SELECT CAST(count(f.person_id) AS INTEGER) FROM (
        SELECT DISTINCT m.person_id FROM membership m
        WHERE m.organisation_id = o.id AND (m.until_day IS NULL OR m.until_day >= :today)
          AND (:pattern = '%' OR EXISTS (
              SELECT 1 FROM named p
              WHERE p.id = m.person_id AND (p.name_fold LIKE :pattern ESCAPE '!'
                                            OR p.email_fold LIKE :pattern ESCAPE '!')))
        LIMIT :most) f) AS n_people
FROM organisation o
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator')
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = o.id))
ORDER BY o.host DESC, o.name;

-- query person_get one
-- scope person
SELECT id, name, email FROM person WHERE id = :scope;

-- query person_names one
-- scope person
-- in today day
-- out has_account flag, is_elsewhere flag
-- is_elsewhere: belongs to an organisation too where the viewer has no say.
SELECT p.name, p.given_name, p.infix, p.family_name, p.email, p.version,
       EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) AS has_account,
       EXISTS (SELECT 1 FROM membership m
               WHERE m.person_id = p.id AND (m.until_day IS NULL OR m.until_day >= :today)
                 AND NOT EXISTS (
                     SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
                     WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
                       AND (r.until_day IS NULL OR r.until_day >= :today)
                       AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator')
                       AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator')
                            OR h.id = m.organisation_id))) AS is_elsewhere
FROM person p WHERE p.id = :scope;

-- query person_same many
-- scope organisation
-- in today day, sort_name text, email_fold text
-- Who at this organisation has this name or this address already; a text that nobody has finds none.
SELECT DISTINCT p.id, p.name, p.sort_name, p.email_fold
FROM person p JOIN membership m ON m.person_id = p.id
WHERE m.organisation_id = :scope AND (m.until_day IS NULL OR m.until_day >= :today)
  AND (p.sort_name = :sort_name OR p.email_fold = :email_fold)
ORDER BY p.sort_name, p.id LIMIT 20;

-- query person_place one
-- scope organisation
SELECT o.id, o.name FROM organisation o WHERE o.id = :scope;

-- query person_memberships many
-- scope person
-- in today day
-- out unit text?
-- Only where the viewer has a role, or everywhere when it is the viewer.
SELECT o.letter, o.name AS organisation, u.name AS unit, m.from_day, m.until_day
FROM membership m
JOIN organisation o ON o.id = m.organisation_id
LEFT JOIN unit u ON u.id = m.unit_id
WHERE m.person_id = :scope AND (m.person_id = :viewer OR EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = m.organisation_id)))
ORDER BY m.from_day DESC, m.id DESC;

-- query person_roles many
-- scope person
-- in today day
-- Only where the viewer has a role, or everywhere when it is the viewer.
SELECT t.id, t.role, t.organisation_id, o.letter, o.name AS organisation, t.from_day, t.until_day
FROM role t JOIN organisation o ON o.id = t.organisation_id
WHERE t.person_id = :scope AND (t.person_id = :viewer OR EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = t.organisation_id)))
ORDER BY t.from_day DESC, t.id DESC;

-- query person_cohorts many
-- scope person
-- in applied flag
-- out from_day day?, at instant?
-- Cohorts in which the person takes part; with `applied` also those the person applied for.
SELECT c.id, c.name, g.name AS programme, a.at, m.from_day
FROM cohort c
JOIN programme g ON g.id = c.programme_id
LEFT JOIN application a ON a.cohort_id = c.id AND a.person_id = :scope AND a.withdrawn_at IS NULL
  AND :applied = 1
LEFT JOIN grouping t ON t.cohort_id = c.id AND t.kind = 'cohort'
LEFT JOIN grouping_member m ON m.grouping_id = t.id AND m.person_id = :scope
WHERE a.id IS NOT NULL OR m.person_id IS NOT NULL
ORDER BY c.id DESC;

-- query person_role_places many
-- scope person
-- in today day
-- Organisations where the viewer may give roles.
SELECT o.id, o.name FROM organisation o
WHERE :scope > 0 AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role = 'owner' AND (h.host = 1 OR h.id = o.id))
ORDER BY o.host DESC, o.name;

-- query person_role_get one
-- in id int, person int
SELECT role, organisation_id, from_day, until_day FROM role WHERE id = :id AND person_id = :person;

-- query person_role_add change
-- in person int, role text, organisation int, from day, until day?, granted_by int?, now instant
INSERT INTO role (person_id, role, organisation_id, from_day, until_day, granted_by, granted_at)
VALUES (:person, :role, :organisation, :from, :until, :granted_by, :now);

-- query person_role_until change
-- in id int, until day
UPDATE role SET until_day = :until WHERE id = :id;

-- query person_role_drop change
-- in id int, today day
-- Only one that has not begun: it never gave anything, so nothing is lost.
DELETE FROM role WHERE id = :id AND from_day > :today;

-- query person_add one
-- in given text, infix text, family text, name text, sort_name text, email text?, email_fold text?, now instant
INSERT INTO person (given_name, infix, family_name, name, sort_name, email, email_fold, created_at)
VALUES (:given, :infix, :family, :name, :sort_name, :email, :email_fold, :now)
RETURNING id;

-- query person_change change
-- in id int, given text, infix text, family text, name text, sort_name text, email text?, email_fold text?
UPDATE person SET given_name = :given, infix = :infix, family_name = :family, name = :name,
    sort_name = :sort_name, email = :email, email_fold = :email_fold, version = version + 1
WHERE id = :id;

-- query person_edit change
-- in id int, version int, given text, infix text, family text, name text, sort_name text, email text?, email_fold text?
-- Only what the editor saw: whoever comes second changes nothing.
UPDATE person SET given_name = :given, infix = :infix, family_name = :family, name = :name,
    sort_name = :sort_name, email = :email, email_fold = :email_fold, version = version + 1
WHERE id = :id AND version = :version;

-- query person_version_back change
-- in id int, version int
UPDATE person SET version = :version WHERE id = :id;

-- query person_join change
-- in person int, organisation int, unit int?, from day
INSERT INTO membership (person_id, organisation_id, unit_id, from_day)
VALUES (:person, :organisation, :unit, :from);

-- query person_leave change
-- in person int, organisation int, until day?
-- The latest membership ends on this day, or goes on.
UPDATE membership SET until_day = :until
WHERE id = (SELECT max(m.id) FROM membership m
            WHERE m.person_id = :person AND m.organisation_id = :organisation)
  AND (CAST(:until AS TEXT) IS NULL OR from_day <= :until);

-- query person_move_today change
-- in person int, organisation int, unit int?, today day
-- A membership that began today or later only gets the other unit.
UPDATE membership SET unit_id = :unit
WHERE id = (SELECT max(m.id) FROM membership m
            WHERE m.person_id = :person AND m.organisation_id = :organisation)
  AND from_day >= :today;

-- query person_move_back change
-- in person int, organisation int, unit int?, day day, before day
-- The latest membership goes when it began on this day and the one before it, of this unit, ended
-- the day before.
DELETE FROM membership
WHERE id = (SELECT max(m.id) FROM membership m
            WHERE m.person_id = :person AND m.organisation_id = :organisation)
  AND from_day = :day
  AND EXISTS (SELECT 1 FROM membership b
              WHERE b.person_id = :person AND b.organisation_id = :organisation
                AND b.id < membership.id AND b.until_day = :before
                AND b.unit_id IS NOT DISTINCT FROM CAST(:unit AS INTEGER));

-- query person_memberships_drop change
-- in person int
DELETE FROM membership WHERE person_id = :person;

-- query person_drop change
-- in id int
DELETE FROM person WHERE id = :id;
