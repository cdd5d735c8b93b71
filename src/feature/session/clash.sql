-- SPDX-License-Identifier: EUPL-1.2
-- What cannot be at the same time: a room or a person that two sessions need. Of sessions to come.

-- query clash_rooms many
-- scope cohort
-- in today day
-- out own flag, cohort text?, title text?, position int?
-- Sessions of any cohort in the same room at the same hours. What the other one is called is known only
-- where the viewer leads it. Two of this cohort come once.
WITH led AS (
    SELECT c.id, c.name
    FROM cohort c
    WHERE EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
)
SELECT s.id AS session_id, o.id AS other_id, o.number, o.start_clock, o.end_clock,
    CASE WHEN o.cohort_id = s.cohort_id THEN 1 ELSE 0 END AS own,
    l.name AS cohort, CASE WHEN l.id IS NOT NULL THEN ev.title END AS title,
    CASE WHEN l.id IS NOT NULL THEN pe.position END AS position
FROM session s
JOIN session o ON o.day = s.day AND o.place_fold = s.place_fold AND o.id <> s.id AND o.state <> 'cancelled'
    AND (s.start_clock IS NULL OR o.start_clock IS NULL
        OR (s.start_clock < o.end_clock AND o.start_clock < s.end_clock))
JOIN cohort c ON c.id = o.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = o.module_id
LEFT JOIN led l ON l.id = o.cohort_id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day >= :today
  AND (o.cohort_id <> s.cohort_id OR o.id < s.id)
ORDER BY s.day, s.id, o.start_clock NULLS FIRST, o.id
LIMIT 50;

-- query clash_people many
-- scope cohort
-- in today day
-- out session_id int, person_id int, leads flag, name text?, other_id int, own flag, other_leads flag
-- out number int, start_clock clock?, end_clock clock?, cohort text?, title text?, position int?
-- Who is needed twice: leads or is expected here, and leads or is expected there, at the same hours; who
-- is expected at both, in the same half-day of another cohort. Who is known not to come is not expected.
-- Whoever leads here has a name; others, and what is there, only where the viewer leads it too.
WITH led AS (
    SELECT c.id, c.name
    FROM cohort c
    WHERE EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
), here AS (
    SELECT s.id, f.person_id, 1 AS leads
    FROM session s JOIN session_facilitator f ON f.session_id = s.id
    WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day >= :today
    UNION ALL
    SELECT s.id, n.person_id, 0 AS leads
    FROM session s
    JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
    LEFT JOIN attendance t ON t.enrolment_id = n.id
    WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day >= :today
      AND (t.state IS NULL OR t.state = 'present')
), there AS (
    SELECT h.id, h.person_id, h.leads, f.session_id AS other_id, 1 AS other_leads
    FROM here h JOIN session_facilitator f ON f.person_id = h.person_id
    UNION ALL
    SELECT h.id, h.person_id, h.leads, n.session_id AS other_id, 0 AS other_leads
    FROM here h
    JOIN enrolment n ON n.person_id = h.person_id AND n.ended_at IS NULL
    LEFT JOIN attendance t ON t.enrolment_id = n.id
    WHERE t.state IS NULL OR t.state = 'present'
)
SELECT t.id AS session_id, t.person_id, t.leads,
    CASE WHEN t.leads = 1 OR l.id IS NOT NULL THEN p.name END AS name, o.id AS other_id,
    CASE WHEN o.cohort_id = s.cohort_id THEN 1 ELSE 0 END AS own, t.other_leads,
    o.number, o.start_clock, o.end_clock,
    l.name AS cohort, CASE WHEN l.id IS NOT NULL THEN ev.title END AS title,
    CASE WHEN l.id IS NOT NULL THEN pe.position END AS position
FROM there t
JOIN session s ON s.id = t.id
JOIN session o ON o.id = t.other_id AND o.day = s.day AND o.id <> s.id AND o.state <> 'cancelled'
JOIN person p ON p.id = t.person_id
JOIN cohort c ON c.id = o.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = o.module_id
LEFT JOIN led l ON l.id = o.cohort_id
WHERE (s.start_clock IS NULL OR o.start_clock IS NULL
        OR (s.start_clock < o.end_clock AND o.start_clock < s.end_clock)
        OR (t.leads + t.other_leads = 0 AND (
            (s.start_clock < 720 AND o.start_clock < 720)
            OR (s.start_clock >= 720 AND s.start_clock < 1020 AND o.start_clock >= 720 AND o.start_clock < 1020)
            OR (s.start_clock >= 1020 AND o.start_clock >= 1020))))
  AND (o.cohort_id <> s.cohort_id OR (t.leads = 1 AND (t.other_leads = 0 OR o.id < s.id)))
ORDER BY s.day, t.id, t.leads DESC, o.start_clock NULLS FIRST, o.id, t.other_leads DESC, p.sort_name, p.id;
