-- SPDX-License-Identifier: EUPL-1.2
-- What the home shows beside the lists of work: whom others wait for, the room of today, own people, what
-- is asked of who takes part, programmes and files. Each limited to what the viewer's own roles reach.

-- query home_managers many
-- scope mine
-- in today day, now instant
-- out manager_id int?, manager text?, email text?, n int, since instant, asked_at instant
-- Applications in cohorts that the viewer coordinates on which nobody decided yet, by whose it is to say:
-- who was asked, or else the manager. `asked_at`: when the longest ago of them was asked, 0 for never.
WITH led AS (
    SELECT c.id, c.name
    FROM cohort c
    WHERE c.state <> 'closed' AND EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.role IN ('owner', 'coordinator')
          AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
      AND c.state = 'recruiting'
)
SELECT c.id AS cohort_id, c.name AS cohort_name, m.id AS manager_id, m.name AS manager,
    COALESCE(k.email, m.email) AS email, CAST(count(a.id) AS INTEGER) AS n, min(a.at) AS since,
    min(COALESCE(l.created_at, 0)) AS asked_at
FROM led c
JOIN application a ON a.cohort_id = c.id AND a.withdrawn_at IS NULL
LEFT JOIN consent_link l ON l.id = (
    SELECT max(y.id) FROM consent_link y
    WHERE y.application_id = a.id AND y.ended_at IS NULL AND y.until_at > :now)
LEFT JOIN employment e ON e.id = (
    SELECT min(x.id) FROM employment x
    WHERE x.person_id = a.person_id AND x.manager_id IS NOT NULL
      AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN person m ON m.id = COALESCE(l.person_id, e.manager_id)
LEFT JOIN account k ON k.person_id = m.id
WHERE NOT EXISTS (
    SELECT 1 FROM decision d
    WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
GROUP BY c.id, c.name, m.id, m.name, m.email, k.email
ORDER BY since, c.id, manager;

-- query home_invited many
-- scope mine
-- in today day
-- out n int, since instant, asked_at instant
-- Participants of cohorts that the viewer coordinates who were invited and did not come in yet. `asked_at`:
-- when the longest ago of them was invited last.
WITH led AS (
    SELECT c.id, c.name
    FROM cohort c
    WHERE c.state <> 'closed' AND EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.role IN ('owner', 'coordinator')
          AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
), invited AS (
    SELECT DISTINCT c.id, c.name, m.person_id,
        (SELECT min(l.created_at) FROM account_link l
         WHERE l.person_id = m.person_id AND l.kind = 'invitation') AS first_at,
        (SELECT max(l.created_at) FROM account_link l
         WHERE l.person_id = m.person_id AND l.kind = 'invitation') AS last_at
    FROM led c
    JOIN grouping g ON g.cohort_id = c.id AND g.kind = 'cohort'
    JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
    LEFT JOIN account a ON a.person_id = m.person_id
    WHERE a.person_id IS NULL
)
SELECT i.id AS cohort_id, i.name AS cohort_name, CAST(count(i.person_id) AS INTEGER) AS n,
    min(i.first_at) AS since, min(i.last_at) AS asked_at
FROM invited i
WHERE i.first_at IS NOT NULL
GROUP BY i.id, i.name
ORDER BY since, i.id;

-- query home_room many
-- scope mine
-- in session int, today day
-- out group_number int?, letter text?, organisation text?, state text?
-- Who is expected at one session that the viewer facilitates, by group, and who gave notice.
SELECT t.number AS group_number, p.id, p.name, o.letter, o.name AS organisation, a.state
FROM session s
JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
JOIN person p ON p.id = n.person_id
LEFT JOIN attendance a ON a.enrolment_id = n.id
LEFT JOIN (
    SELECT m.person_id, g.cohort_id, g.module_id, min(g.number) AS number
    FROM grouping g
    JOIN grouping_member m ON m.grouping_id = g.id AND m.until_day IS NULL
    WHERE g.kind = 'subgroup'
    GROUP BY m.person_id, g.cohort_id, g.module_id
) t ON t.person_id = n.person_id AND t.cohort_id = s.cohort_id AND t.module_id = s.module_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE s.id = :session AND EXISTS (
    SELECT 1 FROM session_facilitator f
    JOIN role r ON r.person_id = f.person_id AND r.role = 'facilitator'
    WHERE f.session_id = s.id
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today))
ORDER BY t.number NULLS LAST, p.sort_name, p.id;

-- query home_asked many
-- scope mine
-- in today day
-- out position int, due day?
-- The assignments of the last session that the viewer was expected at, per cohort: due at the next one.
WITH own AS (
    SELECT s.id, s.cohort_id, s.module_id, s.day,
        row_number() OVER (PARTITION BY s.cohort_id ORDER BY s.day DESC, s.start_clock DESC NULLS LAST, s.id DESC) AS back
    FROM enrolment n
    JOIN session s ON s.id = n.session_id AND s.state <> 'cancelled' AND s.day <= :today
    WHERE n.person_id = :viewer AND n.ended_at IS NULL
)
SELECT ev.id, ev.title, ev.body, ev.minutes, pe.position, l.cohort_id, min(x.day) AS due
FROM own l
JOIN cohort c ON c.id = l.cohort_id AND c.state <> 'closed'
JOIN programme_element mo ON mo.version_id = c.version_id AND mo.within_id IS NULL
JOIN element_version mv ON mv.id = mo.element_version_id AND mv.element_id = l.module_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id = l.module_id
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id AND e.kind = 'assignment'
JOIN session x ON x.cohort_id = c.id AND x.state <> 'cancelled' AND x.day > l.day AND x.day >= :today
JOIN enrolment m ON m.session_id = x.id AND m.person_id = :viewer AND m.ended_at IS NULL
WHERE l.back = 1
GROUP BY ev.id, ev.title, ev.body, ev.minutes, pe.position, l.cohort_id
ORDER BY due, l.cohort_id, pe.position;

-- query home_people many
-- scope mine
-- in today day
-- out cohort_id int, cohort_name text, application_id int?, next_day day?, excused flag, shared flag, n_noted int?, n_present int?
-- People of the organisations that the viewer coordinates as a partner, with their cohort and its next
-- session for them. Who came, and who gave notice, only when the organisation agreed to that today.
WITH mine AS (
    SELECT r.organisation_id,
        CASE WHEN EXISTS (
            SELECT 1 FROM data_agreement d
            WHERE d.organisation_id = r.organisation_id AND d.shares_attendance = 1
              AND d.from_day <= :today AND (d.until_day IS NULL OR d.until_day >= :today)) THEN 1 ELSE 0 END AS shared
    FROM role r
    WHERE r.role = 'partner_coordinator'
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
), own AS (
    SELECT b.person_id, max(k.shared) AS shared
    FROM mine k
    JOIN membership b ON b.organisation_id = k.organisation_id AND (b.until_day IS NULL OR b.until_day >= :today)
    GROUP BY b.person_id
), next AS (
    SELECT n.id, n.person_id, s.cohort_id, s.day,
        row_number() OVER (PARTITION BY n.person_id, s.cohort_id ORDER BY s.day, s.start_clock NULLS LAST, s.id) AS ahead
    FROM own w
    JOIN enrolment n ON n.person_id = w.person_id AND n.ended_at IS NULL
    JOIN session s ON s.id = n.session_id AND s.state <> 'cancelled' AND s.day >= :today
)
SELECT p.id, p.name, c.id AS cohort_id, c.name AS cohort_name,
    (SELECT min(i.id) FROM application i
     WHERE i.cohort_id = c.id AND i.person_id = p.id AND i.withdrawn_at IS NULL) AS application_id, x.day AS next_day,
    CASE WHEN w.shared = 1 AND t.state = 'excused' THEN 1 ELSE 0 END AS excused, w.shared,
    CASE WHEN w.shared = 1 THEN (SELECT CAST(count(*) AS INTEGER) FROM enrolment n
        JOIN session s ON s.id = n.session_id AND s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day < :today
        JOIN attendance a ON a.enrolment_id = n.id
        WHERE n.person_id = p.id) END AS n_noted,
    CASE WHEN w.shared = 1 THEN (SELECT CAST(count(*) AS INTEGER) FROM enrolment n
        JOIN session s ON s.id = n.session_id AND s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day < :today
        JOIN attendance a ON a.enrolment_id = n.id AND a.state = 'present'
        WHERE n.person_id = p.id) END AS n_present
FROM own w
JOIN person p ON p.id = w.person_id
JOIN grouping_member m ON m.person_id = p.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN grouping g ON g.id = m.grouping_id AND g.kind = 'cohort'
JOIN cohort c ON c.id = g.cohort_id AND c.state <> 'closed'
LEFT JOIN next x ON x.person_id = p.id AND x.cohort_id = c.id AND x.ahead = 1
LEFT JOIN attendance t ON t.enrolment_id = x.id
ORDER BY c.name, c.id, p.sort_name, p.id;

-- query home_seats many
-- scope mine
-- in today day
-- out n_own int, n_people int
-- How many seats are the viewer's own in each cohort, of how many: numbers without names.
WITH own AS (
    SELECT DISTINCT b.person_id
    FROM role r
    JOIN membership b ON b.organisation_id = r.organisation_id AND (b.until_day IS NULL OR b.until_day >= :today)
    WHERE r.role = 'partner_coordinator'
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
), reached AS (
    SELECT DISTINCT g.id, g.cohort_id
    FROM own w
    JOIN grouping_member m ON m.person_id = w.person_id AND (m.until_day IS NULL OR m.until_day >= :today)
    JOIN grouping g ON g.id = m.grouping_id AND g.kind = 'cohort'
)
SELECT c.id, c.name, CAST(count(w.person_id) AS INTEGER) AS n_own, CAST(count(*) AS INTEGER) AS n_people
FROM reached q
JOIN cohort c ON c.id = q.cohort_id AND c.state <> 'closed'
JOIN grouping_member m ON m.grouping_id = q.id AND (m.until_day IS NULL OR m.until_day >= :today)
LEFT JOIN own w ON w.person_id = m.person_id
GROUP BY c.id, c.name
ORDER BY c.name, c.id;

-- query home_reports many
-- scope mine
-- in today day
-- out cohort_id int, cohort_name text, next_day day?, start_clock clock?, end_clock clock?, n_coming int
-- The viewer's own reports who have a place, and when they are away for it. Not whether they came.
SELECT p.id, p.name, c.id AS cohort_id, c.name AS cohort_name, s.day AS next_day, s.start_clock, s.end_clock,
    (SELECT CAST(count(*) AS INTEGER) FROM enrolment n
        JOIN session x ON x.id = n.session_id AND x.cohort_id = c.id AND x.state <> 'cancelled' AND x.day >= :today
        WHERE n.person_id = p.id AND n.ended_at IS NULL) AS n_coming
FROM employment e
JOIN person p ON p.id = e.person_id
JOIN grouping_member m ON m.person_id = p.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN grouping g ON g.id = m.grouping_id AND g.kind = 'cohort'
JOIN cohort c ON c.id = g.cohort_id AND c.state <> 'closed'
LEFT JOIN session s ON s.id = (
    SELECT x.id FROM enrolment n
    JOIN session x ON x.id = n.session_id AND x.cohort_id = c.id AND x.state <> 'cancelled' AND x.day >= :today
    WHERE n.person_id = p.id AND n.ended_at IS NULL
    ORDER BY x.day, x.start_clock NULLS LAST, x.id LIMIT 1)
WHERE e.manager_id = :viewer AND (e.until_day IS NULL OR e.until_day >= :today)
GROUP BY p.id, p.name, p.sort_name, c.id, c.name, s.day, s.start_clock, s.end_clock
ORDER BY c.name, c.id, p.sort_name, p.id;

-- query home_sources many
-- scope mine
-- in today day
-- out import_id int?, file_name text?, state text?, at instant?, n_people int
-- Where the people of the viewer's organisation come from: the newest file of each source.
SELECT z.id, z.name, o.name AS organisation_name, i.id AS import_id, i.file_name, i.state, i.at,
    (SELECT CAST(count(DISTINCT e.person_id) AS INTEGER) FROM employment e
        WHERE e.source_id = z.id AND (e.until_day IS NULL OR e.until_day >= :today)) AS n_people
FROM source z
JOIN organisation o ON o.id = z.organisation_id
JOIN role r ON r.organisation_id = o.id AND r.role = 'hr'
LEFT JOIN import i ON i.id = (SELECT max(x.id) FROM import x WHERE x.source_id = z.id)
WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
ORDER BY o.name, z.name, z.id;

-- query home_programmes many
-- scope mine
-- in today day
-- out n_cohorts int, n_people int, next_day day?
-- Programmes that the viewer watches over: how many cohorts and people, and when the next session is.
SELECT g.id, g.name, g.aim,
    (SELECT CAST(count(c.id) AS INTEGER) FROM cohort c WHERE c.programme_id = g.id) AS n_cohorts,
    (SELECT CAST(count(DISTINCT m.person_id) AS INTEGER) FROM cohort c
        JOIN grouping q ON q.cohort_id = c.id AND q.kind = 'cohort'
        JOIN grouping_member m ON m.grouping_id = q.id
        WHERE c.programme_id = g.id) AS n_people,
    (SELECT min(s.day) FROM cohort c JOIN session s ON s.cohort_id = c.id
        WHERE c.programme_id = g.id AND s.state <> 'cancelled' AND s.day >= :today) AS next_day
FROM programme g
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.role IN ('owner', 'co_designer', 'works_council', 'hr')
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = g.id AND po.organisation_id = h.id)))
ORDER BY g.name, g.id;
