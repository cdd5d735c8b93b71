-- SPDX-License-Identifier: EUPL-1.2
-- Taking back a whole import: its lines beside what stands there now, and what was built on them.

-- query import_undo_lines many
-- scope import
-- out email text?, unit text?, is_new flag, is_later flag, person_version int
-- is_new: the import made this person: noted since imports keep the version of people, found from the
-- moment before that. is_later: something was changed since, by another import or by
-- somebody who gave a new person a role, an account or a place.
WITH line AS (
    SELECT c.id, c.import_id, c.file_line, c.person_id, c.employment_id, c.action, c.before,
        c.employment_version,
        CASE WHEN c.action <> 'new' OR c.before = '{}' THEN 0
             WHEN c.before IS NOT NULL THEN 1
             WHEN p.created_at = i.applied_at AND NOT EXISTS (
                 SELECT 1 FROM import_change b
                 WHERE b.person_id = p.id AND b.id < c.id AND b.import_id <> i.id) THEN 1
             ELSE 0 END AS is_new
    FROM import i
    JOIN import_change c ON c.import_id = i.id
    JOIN person p ON p.id = c.person_id
    WHERE i.id = :scope
)
SELECT c.file_line, c.person_id, c.employment_id, c.action, c.before,
    c.employment_version, p.version AS person_version, p.name, p.given_name, p.infix, p.family_name, p.email, u.name AS unit, e.line, e.post, e.scale, e.scale_step, e.week_quarters,
    e.roster, e.from_day, e.until_day, e.manager_number, CAST(c.is_new AS INTEGER) AS is_new,
    CAST(CASE WHEN e.version <> c.employment_version
        OR EXISTS (SELECT 1 FROM import_change l
                   WHERE l.person_id = p.id AND l.id > c.id AND l.import_id <> c.import_id)
        OR (c.is_new = 1 AND (
            EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id)
            OR EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
            OR EXISTS (SELECT 1 FROM account_link k WHERE k.person_id = p.id)
            OR EXISTS (SELECT 1 FROM card d WHERE d.person_id = p.id)
            OR EXISTS (SELECT 1 FROM membership m
                       WHERE m.person_id = p.id AND m.organisation_id <> e.organisation_id)
            OR EXISTS (SELECT 1 FROM application a
                       WHERE a.person_id = p.id OR a.together_with = p.id)
            OR EXISTS (SELECT 1 FROM grouping_member g WHERE g.person_id = p.id)))
        THEN 1 ELSE 0 END AS INTEGER) AS is_later
FROM line c
JOIN person p ON p.id = c.person_id
JOIN employment e ON e.id = c.employment_id
LEFT JOIN unit u ON u.id = e.unit_id
ORDER BY c.id;

-- query import_undo_add change
-- in import int, by_person int, now instant
INSERT INTO import_undo (import_id, by_person, at) VALUES (:import, :by_person, :now);

-- query import_undo_changes_drop change
-- in import int
-- What refers to people and employments goes before they do.
DELETE FROM import_change WHERE import_id = :import;

-- query import_undo_holds change
-- in person int, employment int, before int, now int
-- What an earlier import made of this employment holds again, under its new version.
UPDATE import_change SET employment_version = :now
WHERE person_id = :person AND employment_id = :employment AND employment_version = :before;

-- query import_undo_matches_drop change
-- in person int
DELETE FROM source_match WHERE person_id = :person;

-- query import_undo_answers_drop change
-- in person int
DELETE FROM import_answer WHERE person_id = :person;
