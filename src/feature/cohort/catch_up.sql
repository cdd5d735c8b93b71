-- SPDX-License-Identifier: EUPL-1.2
-- Catching up: a place at a session of another cohort for one that somebody missed.

-- query catch_up_missed many
-- scope cohort
-- in today day
-- out title text, position int, caught_id int?, caught_cohort text?, caught_day day?, caught_state text?
-- What participants missed, or know that they will miss, with where they catch it up.
SELECT n.id, p.id AS person_id, p.name, s.module_id, s.day, ev.title, pe.position, t.state,
    k.enrolment_id AS caught_id, cc.name AS caught_cohort, cs.day AS caught_day, ct.state AS caught_state
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
JOIN enrolment n ON n.session_id = s.id AND n.ended_at IS NULL
JOIN attendance t ON t.enrolment_id = n.id AND t.state IN ('excused', 'stayed_away')
JOIN person p ON p.id = n.person_id
JOIN grouping g ON g.cohort_id = c.id AND g.kind = 'cohort'
JOIN grouping_member m ON m.grouping_id = g.id AND m.person_id = p.id
    AND (m.until_day IS NULL OR m.until_day >= :today)
LEFT JOIN catch_up k ON k.missed_id = n.id
LEFT JOIN enrolment ce ON ce.id = k.enrolment_id
LEFT JOIN session cs ON cs.id = ce.session_id
LEFT JOIN cohort cc ON cc.id = cs.cohort_id
LEFT JOIN attendance ct ON ct.enrolment_id = ce.id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled'
ORDER BY pe.position, s.number, p.sort_name, p.id;

-- query catch_up_offers many
-- scope cohort
-- in today day
-- Sessions to come of the same modules in other cohorts.
SELECT s.id, s.module_id, s.day, s.place, c.name AS cohort_name
FROM session s
JOIN cohort c ON c.id = s.cohort_id AND c.state <> 'closed' AND c.id <> :scope
JOIN cohort mine ON mine.id = :scope AND mine.programme_id = c.programme_id
WHERE s.state <> 'cancelled' AND s.day >= :today
ORDER BY s.day, c.number, s.id;

-- query catch_up_enrol one
-- scope none the answer is the number of the place just made
-- in session int, person int, now instant
INSERT INTO enrolment (session_id, person_id, created_at) VALUES (:session, :person, :now)
ON CONFLICT (session_id, person_id) DO UPDATE SET ended_at = NULL
RETURNING id;

-- query catch_up_add change
-- in enrolment int, missed int, by_person int, now instant
INSERT INTO catch_up (enrolment_id, missed_id, by_person, at)
VALUES (:enrolment, :missed, :by_person, :now);

-- query catch_up_end change
-- in missed int, now instant
-- As long as nobody noted whether the person came.
UPDATE enrolment SET ended_at = :now
WHERE id IN (SELECT k.enrolment_id FROM catch_up k WHERE k.missed_id = :missed)
  AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = enrolment.id);

-- query catch_up_drop change
-- in missed int
DELETE FROM catch_up WHERE missed_id = :missed AND NOT EXISTS (
    SELECT 1 FROM attendance t WHERE t.enrolment_id = catch_up.enrolment_id);

-- query catch_up_end_all change
-- in cohort int, person int, now instant
-- Who stops catches up nothing any more.
UPDATE enrolment SET ended_at = :now
WHERE person_id = :person AND ended_at IS NULL
  AND id IN (SELECT k.enrolment_id FROM catch_up k
             JOIN enrolment m ON m.id = k.missed_id
             JOIN session s ON s.id = m.session_id AND s.cohort_id = :cohort)
  AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = enrolment.id);
