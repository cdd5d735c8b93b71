-- SPDX-License-Identifier: EUPL-1.2
-- Who waits, who stops, who takes whose place; and what became of each application.

-- query waiting_list many
-- scope none asked by the rule of the waiting list, whoever sets it going; names nobody
-- in cohort int, today day
-- out unit_id int?, organisation_id int?, consent text?, placement text?, waited_before flag
SELECT a.id, a.person_id, b.unit_id, b.organisation_id, a.together_with, dc.outcome AS consent,
    dp.outcome AS placement,
    CASE WHEN EXISTS (
        SELECT 1 FROM application x
        JOIN cohort k ON k.id = x.cohort_id AND k.state <> 'recruiting'
        JOIN cohort c ON c.id = a.cohort_id AND c.programme_id = k.programme_id AND k.number < c.number
        JOIN decision xc ON xc.kind = 'consent' AND xc.subject_id = x.id AND xc.replaced_by IS NULL
            AND xc.outcome = 'yes'
        LEFT JOIN decision xp ON xp.kind = 'placement' AND xp.subject_id = x.id
            AND xp.replaced_by IS NULL AND xp.outcome = 'placed'
        WHERE x.person_id = a.person_id AND x.withdrawn_at IS NULL AND xp.id IS NULL)
        THEN 1 ELSE 0 END AS waited_before
FROM application a
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = a.person_id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN decision dc ON dc.kind = 'consent' AND dc.subject_id = a.id AND dc.replaced_by IS NULL
LEFT JOIN decision dp ON dp.kind = 'placement' AND dp.subject_id = a.id AND dp.replaced_by IS NULL
WHERE a.cohort_id = :cohort AND a.withdrawn_at IS NULL
ORDER BY waited_before DESC, a.at, a.id;

-- query waiting_cohort one
-- scope none asked by the rule of the waiting list; tells nothing of anybody
-- in cohort int, today day
-- out started flag, composed flag
-- Started: somebody said so, or a session has been. Composed: places were given once.
SELECT c.id, c.places, c.unit_min, c.unit_max,
    CASE WHEN c.state <> 'recruiting' OR EXISTS (
        SELECT 1 FROM session s
        WHERE s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day <= :today)
        THEN 1 ELSE 0 END AS started,
    CASE WHEN EXISTS (
        SELECT 1 FROM application a
        JOIN decision d ON d.kind = 'placement' AND d.subject_id = a.id
        WHERE a.cohort_id = c.id) THEN 1 ELSE 0 END AS composed
FROM cohort c WHERE c.id = :cohort;

-- query waiting_cause_add change
-- in decision int, cause text, other int?
INSERT INTO placement_cause (decision_id, cause, other_id) VALUES (:decision, :cause, :other);

-- query waiting_withdraw change
-- in application int, now instant
UPDATE application SET withdrawn_at = :now WHERE id = :application AND withdrawn_at IS NULL;

-- query waiting_get one
-- scope application
-- out placement text?
SELECT a.id, a.cohort_id, a.person_id, p.name, c.name AS cohort_name, a.withdrawn_at, d.outcome AS placement
FROM application a
JOIN person p ON p.id = a.person_id
JOIN cohort c ON c.id = a.cohort_id
LEFT JOIN decision d ON d.kind = 'placement' AND d.subject_id = a.id AND d.replaced_by IS NULL
WHERE a.id = :scope;

-- query waiting_history many
-- scope cohort
-- out by_name text, deputy_name text?, cause text?, other_name text?
-- All decisions about the applications of a cohort, the newest first.
SELECT d.id, p.name, d.kind, d.outcome, d.day, d.reason, d.as_role, w.name AS by_name,
    r.name AS deputy_name, k.cause, q.name AS other_name
FROM decision d
JOIN application a ON a.id = d.subject_id AND a.cohort_id = :scope
JOIN person p ON p.id = a.person_id
JOIN person w ON w.id = d.by_person
LEFT JOIN person r ON r.id = d.deputy_for
LEFT JOIN placement_cause k ON k.decision_id = d.id
LEFT JOIN application b ON b.id = k.other_id
LEFT JOIN person q ON q.id = b.person_id
WHERE d.kind IN ('consent', 'placement')
ORDER BY d.at DESC, d.id DESC LIMIT 200;
