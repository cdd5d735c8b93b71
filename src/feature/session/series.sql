-- SPDX-License-Identifier: EUPL-1.2
-- Sessions that come, go and do not take place; and the series as a whole.

-- query series_state one
-- scope session
-- out n_noted int, n_told int, n_sisters int, last_number int, reason text?
-- What decides whether a session may go: what was noted on it or caught up at it, whom a date of it was
-- told, and how many the module has.
SELECT s.id, s.cohort_id, s.module_id, s.day, s.state, s.calendar_sequence,
    (SELECT CAST(count(*) AS INTEGER) FROM enrolment n
        WHERE n.session_id = s.id AND (
            EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = n.id)
            OR EXISTS (SELECT 1 FROM absence_notice a WHERE a.enrolment_id = n.id)
            OR EXISTS (SELECT 1 FROM catch_up u WHERE u.enrolment_id = n.id)
            OR EXISTS (SELECT 1 FROM catch_up u WHERE u.missed_id = n.id))) AS n_noted,
    (SELECT CAST(count(*) AS INTEGER) FROM session_told l
        WHERE l.session_id = s.id AND l.day IS NOT NULL) AS n_told,
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

-- query series_told_drop change
-- in id int
DELETE FROM session_told WHERE session_id = :id;

-- query series_leaders_drop change
-- in id int
DELETE FROM session_facilitator WHERE session_id = :id;

-- query series_drop change
-- in id int
DELETE FROM session WHERE id = :id;

-- query series_sources many
-- scope cohort
-- in today day
-- out n_dated int, first_day day?
-- Other cohorts that the viewer leads and that have dates: those of the same programme first, the
-- one that began last before the others.
SELECT o.id, o.name, g.name AS programme_name, min(s.day) AS first_day, CAST(count(s.id) AS INTEGER) AS n_dated
FROM cohort c
JOIN cohort o ON o.id <> c.id
JOIN programme g ON g.id = o.programme_id
JOIN session s ON s.cohort_id = o.id AND s.day IS NOT NULL AND s.state <> 'cancelled'
WHERE c.id = :scope AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = o.programme_id AND po.organisation_id = h.id)))
GROUP BY o.id, o.name, g.name, o.programme_id, c.programme_id
ORDER BY CASE WHEN o.programme_id = c.programme_id THEN 0 ELSE 1 END, first_day DESC, o.id DESC;

-- query series_pattern many
-- scope cohort
-- in source int, today day
-- out position int, title text?
-- The dated sessions of another cohort that the viewer leads, in the order of its modules.
SELECT s.id, s.module_id, pe.position, s.number, ev.title, s.day, s.start_clock, s.end_clock, s.place
FROM cohort c
JOIN cohort o ON o.id = :source AND o.id <> c.id
JOIN session s ON s.cohort_id = o.id AND s.day IS NOT NULL AND s.state <> 'cancelled'
JOIN programme_element pe ON pe.version_id = o.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
WHERE c.id = :scope AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = o.programme_id AND po.organisation_id = h.id)))
ORDER BY pe.position, s.number;

-- query series_led many
-- scope cohort
-- in source int, today day
-- Who leads the sessions of series_pattern and may still do so today, by session and by id.
SELECT DISTINCT f.session_id, f.person_id
FROM cohort c
JOIN cohort o ON o.id = :source AND o.id <> c.id
JOIN session s ON s.cohort_id = o.id
JOIN session_facilitator f ON f.session_id = s.id
JOIN role t ON t.person_id = f.person_id AND t.role = 'facilitator'
  AND t.from_day <= :today AND (t.until_day IS NULL OR t.until_day >= :today)
WHERE c.id = :scope AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = o.programme_id AND po.organisation_id = h.id)))
ORDER BY f.session_id, f.person_id;

-- query series_modules many
-- scope cohort
-- out position int, title text, last_number int
-- The modules of a cohort, and how many sessions each was ever given.
SELECT pe.position, ev.title, ev.element_id,
    (SELECT CAST(coalesce(max(s.number), 0) AS INTEGER) FROM session s
        WHERE s.cohort_id = c.id AND s.module_id = ev.element_id) AS last_number
FROM cohort c
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id
WHERE c.id = :scope
ORDER BY pe.position;
