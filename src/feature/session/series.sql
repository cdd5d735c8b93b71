-- SPDX-License-Identifier: EUPL-1.2
-- Sessions that come, go and do not take place; and the series as a whole.

-- query series_state one
-- scope session
-- out n_noted int, n_sisters int, last_number int, reason text?
-- What decides whether a session may go: what was noted on it, and how many the module has.
SELECT s.id, s.cohort_id, s.module_id, s.day, s.state, s.calendar_sequence,
    (SELECT CAST(count(*) AS INTEGER) FROM enrolment n
        WHERE n.session_id = s.id AND (
            EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = n.id)
            OR EXISTS (SELECT 1 FROM absence_notice a WHERE a.enrolment_id = n.id))) AS n_noted,
    (SELECT CAST(count(*) AS INTEGER) FROM session x
        WHERE x.cohort_id = s.cohort_id AND x.module_id = s.module_id AND x.id <> s.id) AS n_sisters,
    (SELECT max(x.number) FROM session x
        WHERE x.cohort_id = s.cohort_id AND x.module_id = s.module_id) AS last_number,
    w.reason
FROM session s
LEFT JOIN session_cancellation w ON w.session_id = s.id
WHERE s.id = :scope;

-- query series_add one
-- in cohort int, module int, number int, uid text
INSERT INTO session (cohort_id, module_id, number, state, calendar_uid, calendar_sequence)
VALUES (:cohort, :module, :number, 'planned', :uid, 0)
RETURNING id;

-- query series_state_set change
-- in id int, state text, sequence int
UPDATE session SET state = :state, calendar_sequence = :sequence WHERE id = :id;

-- query series_reason_add change
-- in id int, reason text, by_person int, now instant
INSERT INTO session_cancellation (session_id, reason, by_person, at)
VALUES (:id, :reason, :by_person, :now);

-- query series_reason_drop change
-- in id int
DELETE FROM session_cancellation WHERE session_id = :id;

-- query series_enrolments_drop change
-- in id int
DELETE FROM enrolment WHERE session_id = :id;

-- query series_leaders_drop change
-- in id int
DELETE FROM session_facilitator WHERE session_id = :id;

-- query series_drop change
-- in id int
DELETE FROM session WHERE id = :id;
