-- SPDX-License-Identifier: EUPL-1.2
-- Somebody takes the place of a participant without having applied.

-- query replace_place one
-- scope application
-- in today day
-- Whose place it is: the organisation of the participant for which the viewer coordinates, or else the first.
SELECT o.id, o.name
FROM application a
JOIN membership b ON b.person_id = a.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
JOIN organisation o ON o.id = b.organisation_id
WHERE a.id = :scope
ORDER BY CASE WHEN EXISTS (
    SELECT 1 FROM role r
    WHERE r.person_id = :viewer AND r.role = 'partner_coordinator' AND r.organisation_id = o.id
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today))
    THEN 0 ELSE 1 END, b.id
LIMIT 1;

-- query replace_applied one
-- scope none asked by the rule that gives the place, about somebody of an organisation that was checked
-- in cohort int, person int
-- out placement text?
SELECT a.id, a.withdrawn_at, d.outcome AS placement
FROM application a
LEFT JOIN decision d ON d.kind = 'placement' AND d.subject_id = a.id AND d.replaced_by IS NULL
WHERE a.cohort_id = :cohort AND a.person_id = :person;

-- query replace_apart one
-- scope none asked by the rule that gives the place; names nobody
-- in cohort int, person int, leaves int, today day
-- out n int
-- How many with a place there are whom the person leads, who lead the person, or whom a rule keeps apart.
SELECT CAST(count(a.id) AS INTEGER) AS n
FROM application a
JOIN decision d ON d.kind = 'placement' AND d.subject_id = a.id AND d.replaced_by IS NULL AND d.outcome = 'placed'
WHERE a.cohort_id = :cohort AND a.withdrawn_at IS NULL AND a.person_id <> :leaves
  AND (EXISTS (SELECT 1 FROM employment e
               WHERE (e.until_day IS NULL OR e.until_day >= :today)
                 AND (e.person_id = a.person_id AND e.manager_id = :person
                      OR e.person_id = :person AND e.manager_id = a.person_id))
       OR EXISTS (SELECT 1 FROM cohort_pair p
                  WHERE p.cohort_id = :cohort AND p.kind = 'apart'
                    AND (p.person_a = a.person_id AND p.person_b = :person
                         OR p.person_b = a.person_id AND p.person_a = :person)));
