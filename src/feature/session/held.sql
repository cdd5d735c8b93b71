-- SPDX-License-Identifier: EUPL-1.2
-- What was held of a cohort: one pass over its enrolments, for its page.

-- query held_list many
-- scope cohort
-- in today day
-- out state text?
-- Who was expected at each session until today and what was noted, in the order of the sessions.
SELECT s.id AS session_id, n.person_id, t.state
FROM session s
JOIN enrolment n ON n.session_id = s.id
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day <= :today AND n.ended_at IS NULL
ORDER BY s.day, s.start_clock NULLS LAST, s.id;
