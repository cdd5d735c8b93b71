-- SPDX-License-Identifier: EUPL-1.2

-- query application_list many
-- scope cohort
-- in today day
-- out unit_name text?, unit_id int?, organisation_id int?, organisation_name text?, letter text?, together_name text?
-- out consent text?, consent_day day?, consent_reason text?, placement text?, placement_id int?
-- out waited_before flag, asked_at instant?, asked_name text?
-- The applications of one cohort in the order in which they go first: who waited for an earlier cohort of
-- the programme, then as they came; with both current decisions, and whom a link for consent went to.
SELECT a.id, p.id AS person_id, p.name, b.unit_id, u.name AS unit_name, b.organisation_id,
    o.name AS organisation_name, o.letter, a.week_quarters, a.together_with, q.name AS together_name,
    a.via_alumnus, a.learning_question, a.motivation, dc.outcome AS consent, dc.day AS consent_day,
    dc.reason AS consent_reason, dp.outcome AS placement, dp.id AS placement_id,
    CASE WHEN EXISTS (
        SELECT 1 FROM application x
        JOIN cohort k ON k.id = x.cohort_id AND k.state <> 'recruiting'
        JOIN cohort c ON c.id = a.cohort_id AND c.programme_id = k.programme_id AND k.number < c.number
        JOIN decision xc ON xc.kind = 'consent' AND xc.subject_id = x.id AND xc.replaced_by IS NULL
            AND xc.outcome = 'yes'
        LEFT JOIN decision xp ON xp.kind = 'placement' AND xp.subject_id = x.id
            AND xp.replaced_by IS NULL AND xp.outcome = 'placed'
        WHERE x.person_id = a.person_id AND x.withdrawn_at IS NULL AND xp.id IS NULL)
        THEN 1 ELSE 0 END AS waited_before,
    l.created_at AS asked_at, z.name AS asked_name
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
LEFT JOIN consent_link l ON l.id = (
    SELECT max(y.id) FROM consent_link y WHERE y.application_id = a.id AND y.ended_at IS NULL)
LEFT JOIN person z ON z.id = l.person_id
WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL
ORDER BY waited_before DESC, a.at, a.id;

-- query application_get one
-- scope application
-- out consent text?, consent_day day?, consent_reason text?, asked_at instant?, asked_name text?
SELECT a.id, a.cohort_id, c.name AS cohort_name, a.person_id, p.name, a.week_quarters,
    dc.outcome AS consent, dc.day AS consent_day, dc.reason AS consent_reason,
    l.created_at AS asked_at, z.name AS asked_name
FROM application a
JOIN person p ON p.id = a.person_id
JOIN cohort c ON c.id = a.cohort_id
LEFT JOIN decision dc ON dc.kind = 'consent' AND dc.subject_id = a.id AND dc.replaced_by IS NULL
LEFT JOIN consent_link l ON l.id = (
    SELECT max(y.id) FROM consent_link y WHERE y.application_id = a.id AND y.ended_at IS NULL)
LEFT JOIN person z ON z.id = l.person_id
WHERE a.id = :scope;

-- query application_add one
-- in cohort int, person int, learning_question blob?, motivation blob?, week_quarters int?, together_with int?, via_alumnus flag, now instant
INSERT INTO application (cohort_id, person_id, learning_question, motivation, week_quarters, together_with, via_alumnus, at)
VALUES (:cohort, :person, :learning_question, :motivation, :week_quarters, :together_with, :via_alumnus, :now)
RETURNING id;

-- query application_reopen one
-- in cohort int, person int, learning_question blob?, motivation blob?, week_quarters int?, together_with int?, via_alumnus flag, now instant
-- Who stopped may ask again, and comes last.
UPDATE application SET learning_question = :learning_question, motivation = :motivation,
    week_quarters = :week_quarters, together_with = :together_with, via_alumnus = :via_alumnus,
    at = :now, withdrawn_at = NULL
WHERE cohort_id = :cohort AND person_id = :person AND withdrawn_at IS NOT NULL
RETURNING id;
