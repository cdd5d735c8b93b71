-- SPDX-License-Identifier: EUPL-1.2

-- query attendance_list many
-- scope session
-- in everyone flag, today day
-- out letter text?, organisation text?, state text?, noted_at instant?, code int
-- Who is expected at one session and who came. Without `everyone` only the viewer, and people of the
-- organisation that the viewer coordinates when it agreed today that their attendance is shared.
-- The code is the number on paper: it stays with the person when others leave or come later.
SELECT n.id AS enrolment_id, p.id AS person_id, p.name, o.letter, o.name AS organisation, t.state, t.noted_at,
    (SELECT CAST(count(x.id) AS INTEGER) FROM enrolment x
        WHERE x.session_id = n.session_id AND x.id <= n.id) AS code
FROM enrolment n
JOIN person p ON p.id = n.person_id
LEFT JOIN attendance t ON t.enrolment_id = n.id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE n.session_id = :scope AND n.ended_at IS NULL
  AND (:everyone = 1 OR n.person_id = :viewer OR EXISTS (
    SELECT 1 FROM membership w
    JOIN role r ON r.organisation_id = w.organisation_id AND r.role = 'partner_coordinator'
    JOIN data_agreement d ON d.organisation_id = w.organisation_id AND d.shares_attendance = 1
    WHERE w.person_id = n.person_id AND (w.until_day IS NULL OR w.until_day >= :today)
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND d.from_day <= :today AND (d.until_day IS NULL OR d.until_day >= :today)))
ORDER BY o.host DESC NULLS LAST, o.name NULLS LAST, p.sort_name, p.id;

-- query attendance_note change
-- in session int, enrolment int, state text, by_person int, now instant
-- Who noted it stays as it was when the same is noted again.
INSERT INTO attendance (enrolment_id, state, noted_by, noted_at)
SELECT n.id, :state, :by_person, :now FROM enrolment n
WHERE n.id = :enrolment AND n.session_id = :session AND n.ended_at IS NULL
ON CONFLICT (enrolment_id) DO UPDATE
SET state = excluded.state, noted_by = excluded.noted_by, noted_at = excluded.noted_at
WHERE attendance.state <> excluded.state;

-- query attendance_forget change
-- in session int, enrolment int
-- Who said not to come, and comes after all: nothing is noted until the day itself.
DELETE FROM attendance
WHERE enrolment_id IN (SELECT n.id FROM enrolment n WHERE n.id = :enrolment AND n.session_id = :session);
