-- SPDX-License-Identifier: EUPL-1.2
-- What a home page shows, each query limited to what the viewer's own roles and relations reach.

-- query dashboard_sessions many
-- scope mine
-- in today day
-- out cohort_name text, title text, position int, leads flag, guides flag, joins flag
-- out n_facilitators int, facilitators text?, n_enrolled int, n_noted int, n_excused int, attendance text?
-- Sessions that the viewer coordinates, facilitates or is expected at. How many were noted is left out for
-- who only takes part; `attendance` is the viewer's own. Who leads them is filled in from dashboard_led.
WITH mine AS (
    SELECT x.id,
        CASE WHEN EXISTS (
            SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
            WHERE k.state <> 'closed' AND r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
              AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
              AND (h.host = 1 OR EXISTS (
                  SELECT 1 FROM programme_organisation po
                  WHERE po.programme_id = k.programme_id AND po.organisation_id = h.id)))
            THEN 1 ELSE 0 END AS leads,
        CASE WHEN EXISTS (
            SELECT 1 FROM session_facilitator f
            JOIN role r ON r.person_id = f.person_id AND r.role = 'facilitator'
              AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
            WHERE f.session_id = x.id AND f.person_id = :viewer)
            THEN 1 ELSE 0 END AS guides,
        CASE WHEN EXISTS (
            SELECT 1 FROM enrolment n
            WHERE n.session_id = x.id AND n.person_id = :viewer AND n.ended_at IS NULL)
            THEN 1 ELSE 0 END AS joins
    FROM session x
    JOIN cohort k ON k.id = x.cohort_id
)
SELECT s.id, s.cohort_id, c.name AS cohort_name, pe.position, s.number, ev.title, s.day, s.start_clock,
    s.end_clock, s.place, s.state,
    q.leads, q.guides, q.joins,
    (SELECT CAST(count(f.person_id) AS INTEGER) FROM session_facilitator f
        WHERE f.session_id = s.id) AS n_facilitators,
    CAST(NULL AS TEXT) AS facilitators,
    (SELECT CAST(count(n.id) AS INTEGER) FROM enrolment n
        WHERE n.session_id = s.id AND n.ended_at IS NULL) AS n_enrolled,
    (SELECT CAST(count(t.enrolment_id) AS INTEGER) FROM enrolment n
        JOIN attendance t ON t.enrolment_id = n.id
        WHERE n.session_id = s.id AND n.ended_at IS NULL AND q.leads + q.guides > 0) AS n_noted,
    (SELECT CAST(count(t.enrolment_id) AS INTEGER) FROM enrolment n
        JOIN attendance t ON t.enrolment_id = n.id AND t.state = 'excused'
        WHERE n.session_id = s.id AND n.ended_at IS NULL AND q.leads + q.guides > 0) AS n_excused,
    (SELECT t.state FROM enrolment n
        JOIN attendance t ON t.enrolment_id = n.id
        WHERE n.session_id = s.id AND n.person_id = :viewer AND n.ended_at IS NULL) AS attendance
FROM mine q
JOIN session s ON s.id = q.id
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
WHERE q.leads + q.guides + q.joins > 0
ORDER BY s.day NULLS LAST, s.start_clock NULLS LAST, c.name, pe.position, s.number;

-- query dashboard_led many
-- scope mine
-- in today day
-- Who leads the sessions that the viewer coordinates or facilitates, by session and by name.
SELECT f.session_id, p.id AS person_id, p.name
FROM session s
JOIN cohort k ON k.id = s.cohort_id
JOIN session_facilitator f ON f.session_id = s.id
JOIN person p ON p.id = f.person_id
WHERE k.state <> 'closed' AND EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = k.programme_id AND po.organisation_id = h.id)))
   OR EXISTS (
        SELECT 1 FROM session_facilitator x
        JOIN role r ON r.person_id = x.person_id AND r.role = 'facilitator'
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
        WHERE x.session_id = s.id AND x.person_id = :viewer)
ORDER BY f.session_id, p.sort_name, p.id;

-- query dashboard_cohorts many
-- scope mine
-- in today day
-- out n_placed int, placed_since day?, n_ready int, ready_since day?
-- out n_groups int, n_undated int
-- How the cohorts that the viewer coordinates stand: who is placed, which applications have consent and
-- no place (ready), how many subgroups and sessions without a date there are.
WITH led AS (
    SELECT c.id
    FROM cohort c
    WHERE c.state <> 'closed' AND EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
), asked AS (
    SELECT a.cohort_id,
        CAST(count(CASE WHEN d.outcome = 'yes' AND p.id IS NULL THEN 1 END) AS INTEGER) AS n_ready,
        min(CASE WHEN d.outcome = 'yes' AND p.id IS NULL THEN d.day END) AS ready_since
    FROM application a
    LEFT JOIN decision d ON d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL
    LEFT JOIN decision p ON p.kind = 'placement' AND p.subject_id = a.id AND p.replaced_by IS NULL
        AND p.outcome = 'placed'
    WHERE a.withdrawn_at IS NULL
    GROUP BY a.cohort_id
), placed AS (
    SELECT g.cohort_id, CAST(count(m.person_id) AS INTEGER) AS n, min(m.from_day) AS since
    FROM grouping g
    JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
    WHERE g.kind = 'cohort'
    GROUP BY g.cohort_id
)
SELECT c.id, c.name, c.state, c.places, c.created_at,
    coalesce(p.n, 0) AS n_placed, p.since AS placed_since,
    coalesce(a.n_ready, 0) AS n_ready, a.ready_since,
    (SELECT CAST(count(g.id) AS INTEGER) FROM grouping g
        WHERE g.cohort_id = c.id AND g.kind = 'subgroup') AS n_groups,
    (SELECT CAST(count(s.id) AS INTEGER) FROM session s
        WHERE s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day IS NULL) AS n_undated
FROM led
JOIN cohort c ON c.id = led.id
LEFT JOIN asked a ON a.cohort_id = c.id
LEFT JOIN placed p ON p.cohort_id = c.id
ORDER BY c.created_at, c.id;

-- query dashboard_uploads many
-- scope mine
-- in today day
-- Files that were brought in and neither processed nor stopped.
SELECT i.id, i.file_name, o.name AS organisation_name, i.at
FROM import i
JOIN source s ON s.id = i.source_id
JOIN organisation o ON o.id = s.organisation_id
WHERE i.state = 'uploaded' AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator', 'hr')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR h.id = o.id))
ORDER BY i.at, i.id;

-- query dashboard_consents many
-- scope mine
-- in today day
-- out n_sessions int, first_day day?
-- Applications of the viewer's own reports that nobody decided on yet, and what it asks: hours a week,
-- how many sessions, from when.
SELECT a.id, p.name, c.name AS cohort_name, a.at, a.week_quarters,
    (SELECT CAST(count(s.id) AS INTEGER) FROM session s
        WHERE s.cohort_id = c.id AND s.state <> 'cancelled') AS n_sessions,
    (SELECT min(s.day) FROM session s WHERE s.cohort_id = c.id AND s.state <> 'cancelled') AS first_day
FROM application a
JOIN person p ON p.id = a.person_id
JOIN cohort c ON c.id = a.cohort_id AND c.state = 'recruiting'
WHERE a.withdrawn_at IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM decision d
    WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
  AND EXISTS (
    SELECT 1 FROM employment e
    WHERE e.person_id = a.person_id AND e.manager_id = :viewer
      AND (e.until_day IS NULL OR e.until_day >= :today))
ORDER BY a.at, p.sort_name, a.id;

-- query dashboard_group many
-- scope mine
-- in session int, today day
-- out group_number int, letter text?, organisation_name text?, unit_name text?, met flag
-- With whom the viewer shares a subgroup at this session, and whom of them the viewer met in a subgroup
-- before, in whatever cohort: not where one of the two came to none of the sessions of that module.
WITH mate AS (
    SELECT DISTINCT m.person_id
    FROM session s
    JOIN grouping g ON g.cohort_id = s.cohort_id AND g.module_id = s.module_id AND g.kind = 'subgroup'
    JOIN grouping_member v ON v.grouping_id = g.id AND v.person_id = :viewer AND v.until_day IS NULL
    JOIN grouping_member m ON m.grouping_id = g.id AND m.until_day IS NULL
    WHERE s.id = :session
), away AS (
    SELECT s.cohort_id, s.module_id, n.person_id
    FROM mate k
    JOIN enrolment n ON n.person_id = k.person_id
    JOIN session s ON s.id = n.session_id AND s.state <> 'cancelled'
    LEFT JOIN attendance t ON t.enrolment_id = n.id
    GROUP BY s.cohort_id, s.module_id, n.person_id
    HAVING count(CASE WHEN n.ended_at IS NOT NULL OR t.state IN ('excused', 'stayed_away') THEN 1 END) = count(*)
)
SELECT p.id, p.name, g.number AS group_number, o.letter, o.name AS organisation_name, u.name AS unit_name,
    CASE WHEN EXISTS (
        SELECT 1 FROM grouping_member x
        JOIN grouping h ON h.id = x.grouping_id AND h.kind = 'subgroup'
        JOIN grouping_member y ON y.grouping_id = h.id AND y.person_id = :viewer
        JOIN session e ON e.cohort_id = h.cohort_id AND e.module_id = h.module_id
            AND e.state <> 'cancelled' AND e.day < :today
        WHERE x.person_id = p.id AND NOT EXISTS (
            SELECT 1 FROM away w
            WHERE w.cohort_id = h.cohort_id AND w.module_id = h.module_id
              AND w.person_id IN (x.person_id, y.person_id))) THEN 1 ELSE 0 END AS met
FROM session s
JOIN grouping g ON g.cohort_id = s.cohort_id AND g.module_id = s.module_id AND g.kind = 'subgroup'
JOIN grouping_member v ON v.grouping_id = g.id AND v.person_id = :viewer AND v.until_day IS NULL
JOIN grouping_member m ON m.grouping_id = g.id AND m.person_id <> :viewer AND m.until_day IS NULL
JOIN person p ON p.id = m.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(k.id) FROM membership k
    WHERE k.person_id = p.id AND (k.until_day IS NULL OR k.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
LEFT JOIN unit u ON u.id = b.unit_id
WHERE s.id = :session
ORDER BY p.sort_name, p.id;

-- query dashboard_self one
-- scope mine
-- out learning_question blob?
-- The viewer's given name, and the learning question of the newest application, sealed.
SELECT p.given_name, a.learning_question
FROM person p
LEFT JOIN application a ON a.id = (
    SELECT max(x.id) FROM application x WHERE x.person_id = p.id AND x.withdrawn_at IS NULL)
WHERE p.id = :viewer;
