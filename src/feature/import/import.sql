-- SPDX-License-Identifier: EUPL-1.2
-- Imports, their sources and the mapping of columns; what is known of the people they speak of.

-- query import_list many
-- scope mine
-- in today day
-- out state text, by_name text?
-- Imports of organisations that the viewer may import for, newest first. Who did it is said to those
-- of the house, and of colleagues.
SELECT i.id, s.name AS source, s.kind, o.letter, o.name AS organisation, i.file_name,
    CASE WHEN x.import_id IS NULL THEN i.state ELSE 'undone' END AS state,
    CASE WHEN p.id = :viewer
        OR EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id AND m.organisation_id = o.id)
        OR EXISTS (SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
                   WHERE r.person_id = :viewer AND r.aside = 0 AND h.host = 1
                     AND r.role IN ('owner', 'coordinator', 'hr') AND r.from_day <= :today
                     AND (r.until_day IS NULL OR r.until_day >= :today))
    THEN p.name END AS by_name,
    i.at, i.n_new, i.n_changed, i.n_same, i.n_missing
FROM import i
JOIN source s ON s.id = i.source_id
JOIN organisation o ON o.id = s.organisation_id
JOIN person p ON p.id = i.by_person
LEFT JOIN import_undo x ON x.import_id = i.id
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator') AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = o.id))
ORDER BY i.id DESC
LIMIT 200;

-- query import_organisations many
-- scope mine
-- in today day
-- Organisations that the viewer may import for.
SELECT o.id, o.name FROM organisation o
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator') AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = o.id))
ORDER BY o.host DESC, o.name;

-- query import_cohorts many
-- Cohorts that still recruit.
SELECT c.id, c.name, g.name AS programme
FROM cohort c JOIN programme g ON g.id = c.programme_id
WHERE c.state = 'recruiting'
ORDER BY c.id DESC;

-- query import_get one
-- scope import
-- out state text
SELECT i.id, i.source_id, i.cohort_id, i.file_name, i.content,
    CASE WHEN x.import_id IS NULL THEN i.state ELSE 'undone' END AS state, i.by_person, i.at,
    i.applied_at, i.n_new, i.n_changed, i.n_same, i.n_missing, s.name AS source, s.kind,
    s.organisation_id, o.letter, o.name AS organisation
FROM import i
JOIN source s ON s.id = i.source_id
JOIN organisation o ON o.id = s.organisation_id
LEFT JOIN import_undo x ON x.import_id = i.id
WHERE i.id = :scope;

-- query import_columns many
-- in source int
SELECT field, header FROM source_column WHERE source_id = :source ORDER BY field;

-- query import_is_mapped one
-- in organisation int, kind text, name text
-- out n int
SELECT CAST(count(c.field) AS INTEGER) AS n
FROM source s JOIN source_column c ON c.source_id = s.id
WHERE s.organisation_id = :organisation AND s.kind = :kind AND s.name = :name;

-- query import_columns_drop change
-- in source int
DELETE FROM source_column WHERE source_id = :source;

-- query import_column_add change
-- in source int, field text, header text
INSERT INTO source_column (source_id, field, header) VALUES (:source, :field, :header);

-- query import_source one
-- in organisation int, kind text, name text, now instant
-- The source of this name; made when there is none.
INSERT INTO source (organisation_id, kind, name, created_at)
VALUES (:organisation, :kind, :name, :now)
ON CONFLICT (organisation_id, kind, name) DO UPDATE SET name = excluded.name
RETURNING id;

-- query import_add one
-- in source int, cohort int?, file_name text, content blob, by_person int, now instant
INSERT INTO import (source_id, cohort_id, file_name, content, state, by_person, at)
VALUES (:source, :cohort, :file_name, :content, 'uploaded', :by_person, :now)
RETURNING id;

-- query import_drop change
-- in id int, nothing blob
-- The file goes; that there was one stays.
UPDATE import SET state = 'dropped', content = :nothing WHERE id = :id AND state = 'uploaded';

-- query import_done change
-- in id int, now instant, n_new int, n_changed int, n_same int, n_missing int
UPDATE import SET state = 'applied', applied_at = :now, n_new = :n_new, n_changed = :n_changed,
    n_same = :n_same, n_missing = :n_missing
WHERE id = :id AND state = 'uploaded';

-- query import_change_add change
-- in import int, file_line int, person int, employment int?, action text, before text?, version int?
INSERT INTO import_change (import_id, file_line, person_id, employment_id, action, before,
    employment_version)
VALUES (:import, :file_line, :person, :employment, :action, :before, :version);

-- query import_known_lines many
-- scope import
-- out unit text?
-- Every employment of the source of this import.
SELECT e.id, e.person_id, e.version, e.external_number, e.line, p.version AS person_version, p.name, p.given_name, p.infix,
    p.family_name, p.email, p.email_fold, u.name AS unit, e.post, e.scale, e.scale_step,
    e.week_quarters, e.roster, e.from_day, e.until_day, e.manager_number
FROM import i
JOIN employment e ON e.source_id = i.source_id
JOIN person p ON p.id = e.person_id
LEFT JOIN unit u ON u.id = e.unit_id
WHERE i.id = :scope
ORDER BY e.line, e.id;

-- query import_known_people many
-- scope import
-- out unit text?
-- People of the same organisation: a row that is new to the source may be one of them.
SELECT DISTINCT p.id, p.name, p.family_name, p.sort_name, p.email_fold, u.name AS unit
FROM import i
JOIN source s ON s.id = i.source_id
JOIN membership m ON m.organisation_id = s.organisation_id
JOIN person p ON p.id = m.person_id
LEFT JOIN unit u ON u.id = m.unit_id
WHERE i.id = :scope
ORDER BY p.id;

-- query import_known_matches many
-- scope import
-- Whom a name in this source means, by what a person said before.
SELECT t.name_fold, t.person_id
FROM import i JOIN source_match t ON t.source_id = i.source_id
WHERE i.id = :scope
ORDER BY t.name_fold;

-- query import_known_answers many
-- scope import
-- What a person said about rows of this file; nobody: somebody new.
SELECT a.file_line, a.person_id FROM import_answer a WHERE a.import_id = :scope ORDER BY a.file_line;

-- query import_answer_drop change
-- in import int, file_line int
DELETE FROM import_answer WHERE import_id = :import AND file_line = :file_line;

-- query import_answer_add change
-- in import int, file_line int, person int?, by_person int, now instant
INSERT INTO import_answer (import_id, file_line, person_id, by_person, at)
VALUES (:import, :file_line, :person, :by_person, :now);

-- query import_match_set change
-- in source int, name_fold text, person int
INSERT INTO source_match (source_id, name_fold, person_id) VALUES (:source, :name_fold, :person)
ON CONFLICT (source_id, name_fold) DO UPDATE SET person_id = excluded.person_id;

-- query import_known_numbers many
-- scope import
-- Numbers of any source of the organisation, with who it is and who leads.
SELECT DISTINCT e.external_number, e.person_id, p.name, e.manager_id
FROM import i
JOIN source s ON s.id = i.source_id
JOIN employment e ON e.organisation_id = s.organisation_id
JOIN person p ON p.id = e.person_id
WHERE i.id = :scope AND e.external_number IS NOT NULL
ORDER BY e.external_number, e.person_id;

-- query import_known_applications many
-- scope import
-- out consent text?
-- Who applied for the cohort of this import, with the consent that now holds.
SELECT a.id, a.person_id, d.outcome AS consent
FROM import i
JOIN application a ON a.cohort_id = i.cohort_id
LEFT JOIN decision d ON d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL
WHERE i.id = :scope
ORDER BY a.id;

-- query import_standing many
-- scope import
-- in today day
-- Who of the people of this source takes part in a cohort that is not over.
SELECT DISTINCT e.person_id, c.id, c.name, c.number
FROM import i
JOIN employment e ON e.source_id = i.source_id
JOIN grouping_member m ON m.person_id = e.person_id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN grouping g ON g.id = m.grouping_id AND g.kind = 'cohort'
JOIN cohort c ON c.id = g.cohort_id AND c.state <> 'closed'
WHERE i.id = :scope
ORDER BY e.person_id, c.number, c.id;
