-- SPDX-License-Identifier: EUPL-1.2
-- The rules of one cohort: seats per organisation, who is kept together or apart.

-- query rules_pairs many
-- scope none numbers only: whoever shows them has the names from the own list
-- in cohort int, today day
-- out a int, b int, kind text
-- Kept together, kept apart, or a manager (a) and the own report among the applicants.
SELECT p.person_a AS a, p.person_b AS b, p.kind AS kind
FROM cohort_pair p WHERE p.cohort_id = :cohort
UNION
SELECT a.person_id AS a, b.person_id AS b, 'manager' AS kind
FROM application a
JOIN application b ON b.cohort_id = a.cohort_id AND b.withdrawn_at IS NULL AND b.person_id <> a.person_id
JOIN employment e ON e.person_id = b.person_id AND e.manager_id = a.person_id
    AND (e.until_day IS NULL OR e.until_day >= :today)
WHERE a.cohort_id = :cohort AND a.withdrawn_at IS NULL
ORDER BY kind, a, b;

-- query rules_seats many
-- in cohort int
SELECT s.organisation_id, s.least, s.most, o.name
FROM cohort_seat s JOIN organisation o ON o.id = s.organisation_id
WHERE s.cohort_id = :cohort
ORDER BY o.name;

-- query rules_pair_list many
-- scope cohort
SELECT c.id, a.name AS name_a, b.name AS name_b, c.kind
FROM cohort_pair c
JOIN person a ON a.id = c.person_a
JOIN person b ON b.id = c.person_b
WHERE c.cohort_id = :scope
ORDER BY c.kind DESC, a.sort_name, b.sort_name, c.id;

-- query rules_organisations many
-- scope cohort
-- in today day
-- out n_applied int, least int?, most int?
-- Those that own the programme, have applicants or have seats.
SELECT o.id, o.name, o.letter, s.least, s.most,
    (SELECT CAST(count(DISTINCT a.person_id) AS INTEGER) FROM application a
        JOIN membership b ON b.person_id = a.person_id AND b.organisation_id = o.id
            AND (b.until_day IS NULL OR b.until_day >= :today)
        WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL) AS n_applied
FROM organisation o
LEFT JOIN cohort_seat s ON s.organisation_id = o.id AND s.cohort_id = :scope
WHERE s.cohort_id IS NOT NULL
   OR EXISTS (SELECT 1 FROM cohort c JOIN programme_organisation p ON p.programme_id = c.programme_id
              WHERE c.id = :scope AND p.organisation_id = o.id)
   OR EXISTS (SELECT 1 FROM application a
              JOIN membership b ON b.person_id = a.person_id AND b.organisation_id = o.id
                  AND (b.until_day IS NULL OR b.until_day >= :today)
              WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL)
ORDER BY o.host DESC, o.name;

-- query rules_set change
-- in cohort int, places int, unit_min int, unit_max int, n_groups int
UPDATE cohort SET places = :places, unit_min = :unit_min, unit_max = :unit_max, n_groups = :n_groups
WHERE id = :cohort;

-- query rules_seats_clear change
-- in cohort int
DELETE FROM cohort_seat WHERE cohort_id = :cohort;

-- query rules_seat_add change
-- in cohort int, organisation int, least int, most int
INSERT INTO cohort_seat (cohort_id, organisation_id, least, most)
VALUES (:cohort, :organisation, :least, :most);

-- query rules_pair_add change
-- in cohort int, a int, b int, kind text, by_person int, now instant
-- Of two people at most one rule.
INSERT INTO cohort_pair (cohort_id, person_a, person_b, kind, by_person, at)
VALUES (:cohort, :a, :b, :kind, :by_person, :now)
ON CONFLICT (cohort_id, person_a, person_b) DO UPDATE
SET kind = excluded.kind, by_person = excluded.by_person, at = excluded.at;

-- query rules_pair_drop change
-- in cohort int, id int
DELETE FROM cohort_pair WHERE cohort_id = :cohort AND id = :id;
