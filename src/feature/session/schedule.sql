-- SPDX-License-Identifier: EUPL-1.2
-- When and where the sessions of a cohort are, who leads them, and who is expected at one of them.

-- query schedule_list many
-- scope cohort
-- in figures flag
-- out title text, position int, facilitators text?
-- out n_expected int, n_present int?, n_excused int?, n_stayed_away int?
-- The sessions of a cohort in the order of its modules; how many came only with `figures`. Who leads
-- them is filled in from schedule_led.
SELECT s.id, pe.position, s.number, ev.title, s.day, s.start_clock, s.end_clock, s.place, s.state,
    CAST(NULL AS TEXT) AS facilitators,
    CAST(count(n.id) AS INTEGER) AS n_expected,
    CASE WHEN :figures = 1 THEN CAST(count(CASE WHEN t.state = 'present' THEN 1 END) AS INTEGER) END AS n_present,
    CASE WHEN :figures = 1 THEN CAST(count(CASE WHEN t.state = 'excused' THEN 1 END) AS INTEGER) END AS n_excused,
    CASE WHEN :figures = 1 THEN CAST(count(CASE WHEN t.state = 'stayed_away' THEN 1 END) AS INTEGER) END AS n_stayed_away
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
LEFT JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE s.cohort_id = :scope
GROUP BY s.id, pe.position, s.number, ev.title, s.day, s.start_clock, s.end_clock, s.place, s.state
ORDER BY pe.position, s.number;

-- query schedule_led many
-- scope cohort
-- Who leads each session of a cohort, by session and by name.
SELECT s.id AS session_id, p.id AS person_id, p.name
FROM session s
JOIN session_facilitator f ON f.session_id = s.id
JOIN person p ON p.id = f.person_id
WHERE s.cohort_id = :scope
ORDER BY s.id, p.sort_name, p.id;

-- query schedule_people many
-- scope cohort
-- in today day
-- Who can lead a session: facilitators of today at an organisation that the viewer reaches.
SELECT DISTINCT p.sort_name, p.id, p.name
FROM role f
JOIN person p ON p.id = f.person_id
WHERE f.role = 'facilitator' AND f.from_day <= :today AND (f.until_day IS NULL OR f.until_day >= :today)
  AND EXISTS (
    SELECT 1 FROM role r
    JOIN organisation h ON h.id = r.organisation_id
    JOIN cohort c ON c.id = :scope
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR h.id = f.organisation_id))
ORDER BY p.sort_name, p.id;

-- query schedule_get one
-- scope session
-- out title text, position int, n_expected int, n_excused int
SELECT s.id, s.cohort_id, c.name AS cohort_name, pe.position, s.number, ev.title, s.day, s.start_clock,
    s.end_clock, s.place, s.state,
    (SELECT CAST(count(n.id) AS INTEGER) FROM enrolment n
        WHERE n.session_id = s.id AND n.ended_at IS NULL) AS n_expected,
    (SELECT CAST(count(n.id) AS INTEGER) FROM enrolment n
        JOIN attendance t ON t.enrolment_id = n.id AND t.state = 'excused'
        WHERE n.session_id = s.id AND n.ended_at IS NULL) AS n_excused
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
WHERE s.id = :scope;

-- query schedule_leaders many
-- scope session
SELECT p.id, p.name
FROM session_facilitator f JOIN person p ON p.id = f.person_id
WHERE f.session_id = :scope
ORDER BY p.sort_name, p.id;

-- query schedule_expected many
-- scope session
-- in everyone flag, today day
-- out group_number int?, person_id int?, name text?, letter text?, organisation text?, is_viewer flag
-- Who is expected, by group. Without `everyone` only the viewer, people of the organisation that the
-- viewer coordinates, and the groups in which those take part have names; of the others there is a row.
WITH seat AS (
    SELECT m.person_id, min(g.number) AS number
    FROM session s
    JOIN grouping g ON g.cohort_id = s.cohort_id AND g.module_id = s.module_id AND g.kind = 'subgroup'
    JOIN grouping_member m ON m.grouping_id = g.id AND m.until_day IS NULL
    WHERE s.id = :scope
    GROUP BY m.person_id
), own AS (
    SELECT b.person_id
    FROM membership b
    JOIN role r ON r.organisation_id = b.organisation_id AND r.role = 'partner_coordinator'
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (b.until_day IS NULL OR b.until_day >= :today)
), expected AS (
    SELECT n.person_id, t.number,
        CASE WHEN :everyone = 1 OR n.person_id = :viewer
            OR EXISTS (SELECT 1 FROM own w WHERE w.person_id = n.person_id)
            OR EXISTS (SELECT 1 FROM own w JOIN seat x ON x.person_id = w.person_id
                       WHERE x.number = t.number) THEN 1 ELSE 0 END AS known
    FROM enrolment n
    LEFT JOIN seat t ON t.person_id = n.person_id
    WHERE n.session_id = :scope AND n.ended_at IS NULL
)
SELECT e.number AS group_number,
    CASE WHEN e.known = 1 THEN p.id END AS person_id,
    CASE WHEN e.known = 1 THEN p.name END AS name,
    CASE WHEN e.known = 1 THEN o.letter END AS letter,
    CASE WHEN e.known = 1 THEN o.name END AS organisation,
    CASE WHEN p.id = :viewer THEN 1 ELSE 0 END AS is_viewer
FROM expected e
JOIN person p ON p.id = e.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
ORDER BY e.number NULLS LAST, e.known DESC, CASE WHEN e.known = 1 THEN p.sort_name END, person_id;

-- query schedule_now one
-- scope none compared with what is to be written, and shown to nobody
-- in id int
SELECT s.id, s.day, s.start_clock, s.end_clock, s.place, s.state, s.calendar_sequence
FROM session s WHERE s.id = :id;

-- query schedule_led_now many
-- scope none compared with what is to be written, and shown to nobody
-- in id int
SELECT f.person_id FROM session_facilitator f WHERE f.session_id = :id ORDER BY f.person_id;

-- query schedule_change change
-- in id int, day day?, start clock?, end clock?, place text?, fold text?, state text, sequence int
UPDATE session SET day = :day, start_clock = :start, end_clock = :end, place = :place, place_fold = :fold,
    state = :state, calendar_sequence = :sequence
WHERE id = :id;

-- query schedule_facilitator_drop change
-- in id int, person int
DELETE FROM session_facilitator WHERE session_id = :id AND person_id = :person;

-- query schedule_facilitator_add change
-- in id int, person int
INSERT INTO session_facilitator (session_id, person_id) VALUES (:id, :person)
ON CONFLICT (session_id, person_id) DO NOTHING;

-- query schedule_unreached many
-- scope cohort
-- in today day
-- Who is expected at what is still to come, and has no address to which a message could go.
SELECT DISTINCT p.id, p.name, p.sort_name
FROM session s
JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
JOIN person p ON p.id = n.person_id AND p.email IS NULL
LEFT JOIN account a ON a.person_id = p.id
WHERE s.cohort_id = :scope AND (s.day IS NULL OR s.day >= :today) AND s.state <> 'cancelled' AND a.email IS NULL
ORDER BY p.sort_name, p.id;
