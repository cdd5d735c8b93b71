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
-- Who is in which subgroup of which module.
SELECT g.module_id, g.number, m.person_id
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND m.until_day IS NULL
WHERE g.cohort_id = :scope AND g.kind = 'subgroup'
ORDER BY g.module_id, g.number, m.person_id;

-- query grouping_clear_members change
-- in cohort int, module int
DELETE FROM grouping_member WHERE grouping_id IN (
    SELECT g.id FROM grouping g
    WHERE g.cohort_id = :cohort AND g.module_id = :module AND g.kind = 'subgroup');

-- query grouping_clear change
-- in cohort int, module int
DELETE FROM grouping WHERE cohort_id = :cohort AND module_id = :module AND kind = 'subgroup';

-- query grouping_add one
-- in cohort int, module int, number int, plan int, now instant
-- A subgroup within the grouping of the cohort itself.
INSERT INTO grouping (kind, cohort_id, module_id, within_id, number, plan_id, created_at)
SELECT 'subgroup', g.cohort_id, :module, g.id, :number, :plan, :now
FROM grouping g WHERE g.cohort_id = :cohort AND g.kind = 'cohort'
RETURNING id;

-- query grouping_member_add change
-- in grouping int, person int, today day
INSERT INTO grouping_member (grouping_id, person_id, from_day) VALUES (:grouping, :person, :today);
