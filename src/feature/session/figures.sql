-- SPDX-License-Identifier: EUPL-1.2
-- Who came over the whole of a cohort.

-- query figures_list many
-- scope cohort
-- in everyone flag, today day
-- out letter text?, organisation text?, shared flag, position int, state text?
-- One row per person and session, by person and then by day; a state only of sessions until today.
-- Without `everyone` only the viewer, and people of the organisation that the viewer coordinates when
-- it agreed today that their attendance is shared. `shared`: their organisation agreed to that.
WITH agreed AS (
    SELECT DISTINCT d.organisation_id
    FROM data_agreement d
    WHERE d.shares_attendance = 1 AND d.from_day <= :today AND (d.until_day IS NULL OR d.until_day >= :today)
)
SELECT p.id AS person_id, p.name, o.letter, o.name AS organisation,
    CASE WHEN a.organisation_id IS NULL THEN 0 ELSE 1 END AS shared,
    s.id AS session_id, pe.position, s.number, s.day, CASE WHEN s.day <= :today THEN t.state END AS state
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
JOIN enrolment n ON n.session_id = s.id
JOIN person p ON p.id = n.person_id
LEFT JOIN attendance t ON t.enrolment_id = n.id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
LEFT JOIN agreed a ON a.organisation_id = o.id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND (n.ended_at IS NULL OR t.state IS NOT NULL)
  AND (:everyone = 1 OR p.id = :viewer OR EXISTS (
    SELECT 1 FROM membership w
    JOIN role r ON r.organisation_id = w.organisation_id AND r.role = 'partner_coordinator'
    JOIN agreed g ON g.organisation_id = w.organisation_id
    WHERE w.person_id = p.id AND (w.until_day IS NULL OR w.until_day >= :today)
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)))
ORDER BY o.host DESC NULLS LAST, o.name NULLS LAST, p.sort_name, p.id, s.day NULLS LAST, s.start_clock NULLS LAST, s.id;

-- query figures_signs many
-- scope mine
-- in today day
-- out last_day day
-- Who missed the last two sessions that were noted, in cohorts that the viewer coordinates or guides.
WITH reached AS (
    SELECT c.id
    FROM cohort c
    WHERE c.state <> 'closed' AND (EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role = 'coordinator'
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
      OR EXISTS (
        SELECT 1 FROM session x
        JOIN session_facilitator f ON f.session_id = x.id AND f.person_id = :viewer
        JOIN role r ON r.person_id = f.person_id AND r.role = 'facilitator'
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
        WHERE x.cohort_id = c.id))
), noted AS (
    SELECT s.cohort_id, n.person_id, s.day, t.state,
        row_number() OVER (PARTITION BY s.cohort_id, n.person_id ORDER BY s.day DESC, s.start_clock DESC NULLS FIRST, s.id DESC) AS back
    FROM reached q
    JOIN session s ON s.cohort_id = q.id AND s.state <> 'cancelled' AND s.day <= :today
    JOIN enrolment n ON n.session_id = s.id
    JOIN attendance t ON t.enrolment_id = n.id
    JOIN grouping g ON g.cohort_id = s.cohort_id AND g.kind = 'cohort'
    JOIN grouping_member m ON m.grouping_id = g.id AND m.person_id = n.person_id
      AND (m.until_day IS NULL OR m.until_day >= :today)
)
SELECT p.id AS person_id, p.name, c.id AS cohort_id, c.name AS cohort_name, max(l.day) AS last_day
FROM noted l
JOIN person p ON p.id = l.person_id
JOIN cohort c ON c.id = l.cohort_id
WHERE l.back <= 2
GROUP BY p.id, p.name, p.sort_name, c.id, c.name
HAVING count(CASE WHEN l.state <> 'present' THEN 1 END) = 2
ORDER BY last_day DESC, p.sort_name, p.id, c.id;
