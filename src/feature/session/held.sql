-- SPDX-License-Identifier: EUPL-1.2
-- What was held of a cohort: one pass over its enrolments, for its page.

-- query held_list many
-- scope cohort
-- in today day
-- out present int?
-- Who was expected at each session until today, in no order; `present`: 1 or 0 where it was noted.
SELECT n.session_id, n.person_id,
    CAST(t.state = 'present' AS INTEGER) AS present
FROM session s
JOIN enrolment n ON n.session_id = s.id
LEFT JOIN attendance t ON t.enrolment_id = n.id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day <= :today AND n.ended_at IS NULL;
