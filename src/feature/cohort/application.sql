-- SPDX-License-Identifier: EUPL-1.2

-- query application_list many
-- scope cohort
-- in today day
-- out unit_name text?, unit_id int?, organisation_id int?, organisation_name text?, letter text?, together_name text?
-- out consent text?, consent_day day?, consent_reason text?, placement text?
-- The applications of one cohort in the order in which they came, with both current decisions.
SELECT a.id, p.id AS person_id, p.name, b.unit_id, u.name AS unit_name, b.organisation_id,
    o.name AS organisation_name, o.letter, a.week_quarters, a.together_with, q.name AS together_name,
    a.via_alumnus, a.learning_question, dc.outcome AS consent, dc.day AS consent_day,
    dc.reason AS consent_reason, dp.outcome AS placement
FROM application a
JOIN person p ON p.id = a.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN unit u ON u.id = b.unit_id
LEFT JOIN organisation o ON o.id = b.organisation_id
LEFT JOIN person q ON q.id = a.together_with
LEFT JOIN decision dc ON dc.kind = 'consent' AND dc.subject_id = a.id AND dc.replaced_by IS NULL
LEFT JOIN decision dp ON dp.kind = 'placement' AND dp.subject_id = a.id AND dp.replaced_by IS NULL
WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL
ORDER BY a.at, a.id;

-- query application_hierarchy many
-- scope cohort
-- in today day
-- Pairs of applicants of whom one is the other's line manager.
SELECT DISTINCT a.person_id AS manager_id, b.person_id AS report_id
FROM application a
JOIN application b ON b.cohort_id = a.cohort_id AND b.withdrawn_at IS NULL
JOIN employment e ON e.person_id = b.person_id AND e.manager_id = a.person_id
    AND (e.until_day IS NULL OR e.until_day >= :today)
WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL
ORDER BY a.person_id, b.person_id;

-- query application_get one
-- scope application
-- out consent text?, consent_day day?, consent_reason text?
SELECT a.id, a.cohort_id, c.name AS cohort_name, a.person_id, p.name, a.week_quarters,
    dc.outcome AS consent, dc.day AS consent_day, dc.reason AS consent_reason
FROM application a
JOIN person p ON p.id = a.person_id
JOIN cohort c ON c.id = a.cohort_id
LEFT JOIN decision dc ON dc.kind = 'consent' AND dc.subject_id = a.id AND dc.replaced_by IS NULL
WHERE a.id = :scope;

-- query application_add one
-- in cohort int, person int, learning_question blob?, motivation blob?, week_quarters int?, together_with int?, via_alumnus flag, now instant
INSERT INTO application (cohort_id, person_id, learning_question, motivation, week_quarters, together_with, via_alumnus, at)
VALUES (:cohort, :person, :learning_question, :motivation, :week_quarters, :together_with, :via_alumnus, :now)
RETURNING id;
