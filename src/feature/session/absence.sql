-- SPDX-License-Identifier: EUPL-1.2
-- Notice that participants give beforehand.

-- query absence_own one
-- scope session
-- out at instant?, reason blob?, state text?
-- The viewer's own place at one session, with the notice and what was noted.
SELECT n.id AS enrolment_id, s.day, s.state AS session_state, a.at, a.reason, t.state
FROM enrolment n
JOIN session s ON s.id = n.session_id
LEFT JOIN absence_notice a ON a.enrolment_id = n.id
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE n.session_id = :scope AND n.person_id = :viewer AND n.ended_at IS NULL;

-- query absence_by_link one
-- scope none the mark in the link is what proves who asks
-- in session int, person int
-- out title text, position int, at instant?, state text?
-- One person's place at one session, without the reason: a letter may be passed on.
SELECT n.id AS enrolment_id, p.name, s.number, ev.title, pe.position, c.name AS cohort_name,
    s.day, s.start_clock, s.end_clock, s.place, s.state AS session_state, a.at, t.state
FROM enrolment n
JOIN person p ON p.id = n.person_id
JOIN session s ON s.id = n.session_id
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
LEFT JOIN absence_notice a ON a.enrolment_id = n.id
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE n.session_id = :session AND n.person_id = :person AND n.ended_at IS NULL;

-- query absence_list many
-- scope session
-- Who gave notice for one session: for who notes attendance.
SELECT n.id AS enrolment_id, n.person_id, a.at, a.reason
FROM absence_notice a
JOIN enrolment n ON n.id = a.enrolment_id
WHERE n.session_id = :scope AND n.ended_at IS NULL
ORDER BY n.id;

-- query absence_add change
-- in enrolment int, reason blob?, now instant
INSERT INTO absence_notice (enrolment_id, reason, at) VALUES (:enrolment, :reason, :now)
ON CONFLICT (enrolment_id) DO UPDATE SET reason = excluded.reason, at = excluded.at;

-- query absence_drop change
-- in enrolment int
DELETE FROM absence_notice WHERE enrolment_id = :enrolment;
