-- SPDX-License-Identifier: EUPL-1.2

-- query organisation_list many
-- scope mine
-- in today day
-- out n_people int
-- Organisations that the viewer's roles reach, with how many people belong to each.
SELECT o.id, o.name, o.kind, o.letter, o.host, CAST(count(m.person_id) AS INTEGER) AS n_people
FROM organisation o
LEFT JOIN membership m ON m.organisation_id = o.id AND (m.until_day IS NULL OR m.until_day >= :today)
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = o.id))
GROUP BY o.id, o.name, o.kind, o.letter, o.host
ORDER BY o.host DESC, o.name;

-- query organisation_get one
-- in id int
SELECT id, name, kind, letter, host, version FROM organisation WHERE id = :id;

-- query organisation_named one
-- in name text
SELECT id FROM organisation WHERE name = :name;

-- query organisation_add one
-- in name text, kind text, letter text, host flag, now instant
INSERT INTO organisation (name, kind, letter, host, created_at)
VALUES (:name, :kind, :letter, :host, :now)
RETURNING id;

-- query organisation_change change
-- in id int, version int, name text, kind text, letter text
-- Only what the editor saw.
UPDATE organisation SET name = :name, kind = :kind, letter = :letter, version = version + 1
WHERE id = :id AND version = :version;

-- query organisation_any one
-- out n int
-- Is this house furnished yet?
SELECT CAST(count(id) AS INTEGER) AS n FROM organisation;
