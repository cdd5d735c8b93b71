-- SPDX-License-Identifier: EUPL-1.2
-- Employments: what the file of an employer says of a person, line by line. And units, which come into
-- being when a file names them.

-- query person_employment_list many
-- scope person
-- in today day
-- out unit text?, manager text?
-- Only where the viewer has a role, or everywhere when it is the viewer.
SELECT e.id, o.letter, o.name AS organisation, u.name AS unit, e.post, e.external_number,
    e.week_quarters, e.roster, e.from_day, e.until_day, m.name AS manager
FROM employment e
JOIN organisation o ON o.id = e.organisation_id
LEFT JOIN unit u ON u.id = e.unit_id
LEFT JOIN person m ON m.id = e.manager_id
WHERE e.person_id = :scope AND (e.person_id = :viewer OR EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = e.organisation_id)))
ORDER BY e.until_day DESC NULLS FIRST, e.id;

-- query person_employment_add one
-- in person int, organisation int, unit int?, source int?, number text?, line int, post text?, scale text?, scale_step text?, week_quarters int?, roster text?, from day?, until day?, manager_number text?
INSERT INTO employment (person_id, organisation_id, unit_id, source_id, external_number, line, post,
    scale, scale_step, week_quarters, roster, from_day, until_day, manager_number)
VALUES (:person, :organisation, :unit, :source, :number, :line, :post, :scale, :scale_step,
    :week_quarters, :roster, :from, :until, :manager_number)
RETURNING id;

-- query person_employment_change change
-- in id int, unit int?, post text?, scale text?, scale_step text?, week_quarters int?, roster text?, from day?, until day?, manager_number text?
UPDATE employment SET unit_id = :unit, post = :post, scale = :scale, scale_step = :scale_step,
    week_quarters = :week_quarters, roster = :roster, from_day = :from, until_day = :until,
    manager_number = :manager_number, version = version + 1
WHERE id = :id;

-- query person_employment_managers change
-- in source int
-- The manager of each line is the person who has that number in the same source.
UPDATE employment SET manager_id = (
    SELECT min(m.person_id) FROM employment m
    WHERE m.source_id = employment.source_id AND m.external_number = employment.manager_number)
WHERE source_id = :source AND manager_id IS DISTINCT FROM (
    SELECT min(m.person_id) FROM employment m
    WHERE m.source_id = employment.source_id AND m.external_number = employment.manager_number);

-- query person_employment_units many
-- in organisation int
SELECT id, name FROM unit WHERE organisation_id = :organisation ORDER BY id;

-- query person_employment_unit_add one
-- in organisation int, name text
INSERT INTO unit (organisation_id, name) VALUES (:organisation, :name)
RETURNING id;

-- query person_employment_drop change
-- in id int
DELETE FROM employment WHERE id = :id;
