-- SPDX-License-Identifier: EUPL-1.2
-- Places that came free and were filled. It concerns the person; the manager, who decides about the
-- application; and who coordinates for the person's organisation, whose seat it is.

-- query news_place_due many
-- scope none asked by the sender
-- in since instant, today day
-- out person_id int
-- Whom it concerns and who was not told yet, with an address, and with nothing under way that will say it.
SELECT DISTINCT x.person_id
FROM (
    SELECT d.id AS decision_id, a.person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
    UNION
    SELECT d.id AS decision_id, e.manager_id AS person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    JOIN employment e ON e.id = (
        SELECT min(x.id) FROM employment x
        WHERE x.person_id = a.person_id AND x.manager_id IS NOT NULL
          AND (x.until_day IS NULL OR x.until_day >= :today))
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
      AND (k.cause = 'moved_up' OR e.manager_id <> d.by_person)
    UNION
    SELECT d.id AS decision_id, r.person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    JOIN membership b ON b.person_id = a.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
    JOIN role r ON r.organisation_id = b.organisation_id AND r.role = 'partner_coordinator'
        AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
      AND (k.cause = 'moved_up' OR r.person_id <> d.by_person)
) x
JOIN person p ON p.id = x.person_id
LEFT JOIN account a ON a.person_id = p.id
WHERE COALESCE(a.email, p.email) IS NOT NULL AND (a.state IS NULL OR a.state = 'active')
  AND NOT EXISTS (SELECT 1 FROM place_told t
                  WHERE t.decision_id = x.decision_id AND t.person_id = x.person_id)
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = x.person_id AND o.template = 'place' AND o.state = 'waiting')
ORDER BY x.person_id;

-- query news_place_of many
-- scope none asked by the sender
-- in person int, since instant, today day
-- out decision_id int, own flag, name text, cohort text
-- What one person was not told yet. Whose place it was is not said.
SELECT x.decision_id, CASE WHEN p.id = :person THEN 1 ELSE 0 END AS own, p.name, c.name AS cohort
FROM (
    SELECT d.id AS decision_id, a.person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
    UNION
    SELECT d.id AS decision_id, e.manager_id AS person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    JOIN employment e ON e.id = (
        SELECT min(x.id) FROM employment x
        WHERE x.person_id = a.person_id AND x.manager_id IS NOT NULL
          AND (x.until_day IS NULL OR x.until_day >= :today))
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
      AND (k.cause = 'moved_up' OR e.manager_id <> d.by_person)
    UNION
    SELECT d.id AS decision_id, r.person_id
    FROM decision d
    JOIN placement_cause k ON k.decision_id = d.id AND k.cause IN ('moved_up', 'replaces')
    JOIN application a ON a.id = d.subject_id AND a.withdrawn_at IS NULL
    JOIN membership b ON b.person_id = a.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
    JOIN role r ON r.organisation_id = b.organisation_id AND r.role = 'partner_coordinator'
        AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
    WHERE d.kind = 'placement' AND d.outcome = 'placed' AND d.replaced_by IS NULL AND d.at >= :since
      AND (k.cause = 'moved_up' OR r.person_id <> d.by_person)
) x
JOIN decision d ON d.id = x.decision_id
JOIN application a ON a.id = d.subject_id
JOIN person p ON p.id = a.person_id
JOIN cohort c ON c.id = a.cohort_id AND c.state <> 'closed'
WHERE x.person_id = :person
  AND NOT EXISTS (SELECT 1 FROM place_told t
                  WHERE t.decision_id = x.decision_id AND t.person_id = x.person_id)
ORDER BY own DESC, c.name, c.id, p.sort_name, p.id;

-- query news_place_told change
-- in decision int, person int, now instant
INSERT INTO place_told (decision_id, person_id, at) VALUES (:decision, :person, :now)
ON CONFLICT (decision_id, person_id) DO NOTHING;
