-- SPDX-License-Identifier: EUPL-1.2
-- The subgroups of a cohort, and what they are made of: its people and the modules of its programme.

-- query grouping_people many
-- scope cohort
-- in today day
-- out organisation_id int?, organisation text?, letter text?, unit text?, own flag
-- The participants; `own` are those whose organisation the viewer coordinates.
SELECT p.id, p.name, o.id AS organisation_id, o.name AS organisation, o.letter, u.name AS unit,
    CASE WHEN EXISTS (
        SELECT 1 FROM membership w
        JOIN role r ON r.organisation_id = w.organisation_id AND r.role = 'partner_coordinator'
        WHERE w.person_id = p.id AND (w.until_day IS NULL OR w.until_day >= :today)
          AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
          AND (r.until_day IS NULL OR r.until_day >= :today)) THEN 1 ELSE 0 END AS own
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN person p ON p.id = m.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
LEFT JOIN unit u ON u.id = b.unit_id
WHERE g.cohort_id = :scope AND g.kind = 'cohort'
ORDER BY o.host DESC NULLS LAST, o.name NULLS LAST, p.sort_name, p.id;

-- query grouping_modules many
-- scope cohort
-- The modules in their order, each with its first session that is not cancelled.
SELECT v.element_id AS module_id, pe.position, v.title, v.decided, s.day, s.start_clock, s.end_clock, s.place
FROM cohort c
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version v ON v.id = pe.element_version_id
JOIN element e ON e.id = v.element_id AND e.kind = 'module'
LEFT JOIN session s ON s.id = (
    SELECT x.id FROM session x
    WHERE x.cohort_id = c.id AND x.module_id = e.id AND x.state <> 'cancelled'
    ORDER BY x.day NULLS LAST, x.number LIMIT 1)
WHERE c.id = :scope
ORDER BY pe.position;

-- query grouping_places many
-- scope cohort
-- in kind text
-- Who is in which group of this kind, of which module.
SELECT g.module_id, g.number, m.person_id
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND m.until_day IS NULL
WHERE g.cohort_id = :scope AND g.kind = :kind
ORDER BY g.module_id, g.number, m.person_id;

-- query grouping_away many
-- scope cohort
-- Who is known not to come to a module, or did not come: to none of its sessions.
SELECT s.module_id, n.person_id
FROM session s
JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled'
GROUP BY s.module_id, n.person_id
HAVING count(CASE WHEN t.state IN ('excused', 'stayed_away') THEN 1 END) = count(*)
ORDER BY s.module_id, n.person_id;

-- query grouping_met_before many
-- scope cohort
-- in today day
-- out a int, b int
-- Pairs of participants who were in one group of another cohort that has been, but for those who came to
-- none of its sessions of that module, or were not expected at any of them any more.
WITH away AS (
    SELECT s.cohort_id, s.module_id, n.person_id
    FROM grouping q
    JOIN grouping_member m ON m.grouping_id = q.id AND (m.until_day IS NULL OR m.until_day >= :today)
    JOIN enrolment n ON n.person_id = m.person_id
    JOIN session s ON s.id = n.session_id AND s.state <> 'cancelled' AND s.cohort_id <> q.cohort_id
    LEFT JOIN attendance t ON t.enrolment_id = n.id
    WHERE q.cohort_id = :scope AND q.kind = 'cohort'
    GROUP BY s.cohort_id, s.module_id, n.person_id
    HAVING count(CASE WHEN n.ended_at IS NOT NULL OR t.state IN ('excused', 'stayed_away') THEN 1 END) = count(*)
)
SELECT DISTINCT x.person_id AS a, y.person_id AS b
FROM grouping c
JOIN grouping_member cx ON cx.grouping_id = c.id AND (cx.until_day IS NULL OR cx.until_day >= :today)
JOIN grouping_member x ON x.person_id = cx.person_id
JOIN grouping h ON h.id = x.grouping_id AND h.kind <> 'cohort' AND h.cohort_id <> c.cohort_id
JOIN grouping_member y ON y.grouping_id = h.id AND y.person_id > x.person_id
JOIN grouping_member cy ON cy.grouping_id = c.id AND cy.person_id = y.person_id
    AND (cy.until_day IS NULL OR cy.until_day >= :today)
WHERE c.cohort_id = :scope AND c.kind = 'cohort' AND EXISTS (
    SELECT 1 FROM session e
    WHERE e.cohort_id = h.cohort_id AND e.state <> 'cancelled' AND e.day <= :today
      AND (h.module_id IS NULL OR e.module_id = h.module_id))
  AND NOT EXISTS (
    SELECT 1 FROM away w
    WHERE w.cohort_id = h.cohort_id AND w.module_id = h.module_id AND w.person_id IN (x.person_id, y.person_id))
ORDER BY a, b;

-- query grouping_apart many
-- scope cohort
-- in today day
-- out a int, b int
-- Pairs of participants who never share a group: kept apart, or a manager and the own report.
SELECT p.person_a AS a, p.person_b AS b
FROM cohort_pair p WHERE p.cohort_id = :scope AND p.kind = 'apart'
UNION
SELECT e.manager_id AS a, e.person_id AS b
FROM grouping c
JOIN grouping_member m ON m.grouping_id = c.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN employment e ON e.person_id = m.person_id AND e.manager_id <> m.person_id
    AND (e.until_day IS NULL OR e.until_day >= :today)
JOIN grouping_member k ON k.grouping_id = c.id AND k.person_id = e.manager_id
    AND (k.until_day IS NULL OR k.until_day >= :today)
WHERE c.cohort_id = :scope AND c.kind = 'cohort'
ORDER BY a, b;

-- query grouping_clear_members change
-- in cohort int, kind text, module int?
DELETE FROM grouping_member WHERE grouping_id IN (
    SELECT g.id FROM grouping g
    WHERE g.cohort_id = :cohort AND g.kind = :kind AND g.module_id IS NOT DISTINCT FROM :module);

-- query grouping_clear change
-- in cohort int, kind text, module int?
DELETE FROM grouping
WHERE cohort_id = :cohort AND kind = :kind AND module_id IS NOT DISTINCT FROM :module;

-- query grouping_add one
-- in cohort int, kind text, module int?, number int, plan int, now instant
-- A group within the grouping of the cohort itself.
INSERT INTO grouping (kind, cohort_id, module_id, within_id, number, plan_id, created_at)
SELECT :kind, g.cohort_id, :module, g.id, :number, :plan, :now
FROM grouping g WHERE g.cohort_id = :cohort AND g.kind = 'cohort'
RETURNING id;

-- query grouping_member_add change
-- in grouping int, person int, today day
INSERT INTO grouping_member (grouping_id, person_id, from_day) VALUES (:grouping, :person, :today);
