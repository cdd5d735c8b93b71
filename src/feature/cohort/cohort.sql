-- SPDX-License-Identifier: EUPL-1.2

-- query cohort_list many
-- scope mine
-- in today day
-- out n_placed int, n_applied int, next_day day?
-- Cohorts that the viewer reaches through a role, as facilitator, as participant or with own people.
SELECT c.id, c.name, c.state, c.places, g.name AS programme_name,
    (SELECT CAST(count(m.person_id) AS INTEGER) FROM grouping_member m
        JOIN grouping gr ON gr.id = m.grouping_id AND gr.kind = 'cohort'
        WHERE gr.cohort_id = c.id AND (m.until_day IS NULL OR m.until_day >= :today)) AS n_placed,
    (SELECT CAST(count(a.id) AS INTEGER) FROM application a
        WHERE a.cohort_id = c.id AND a.withdrawn_at IS NULL) AS n_applied,
    (SELECT min(s.day) FROM session s
        WHERE s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day >= :today) AS next_day
FROM cohort c
JOIN programme g ON g.id = c.programme_id
WHERE EXISTS (
        SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
        WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator', 'co_designer')
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
          AND (h.host = 1 OR EXISTS (
              SELECT 1 FROM programme_organisation po
              WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
   OR EXISTS (
        SELECT 1 FROM session s
        JOIN session_facilitator f ON f.session_id = s.id AND f.person_id = :viewer
        JOIN role r ON r.person_id = :viewer AND r.role = 'facilitator'
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
        WHERE s.cohort_id = c.id)
   OR EXISTS (
        SELECT 1 FROM grouping gr
        JOIN grouping_member m ON m.grouping_id = gr.id AND m.person_id = :viewer
        WHERE gr.cohort_id = c.id AND gr.kind = 'cohort' AND (m.until_day IS NULL OR m.until_day >= :today))
   OR EXISTS (
        SELECT 1 FROM grouping gr
        JOIN grouping_member m ON m.grouping_id = gr.id
        JOIN membership b ON b.person_id = m.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
        JOIN role r ON r.person_id = :viewer AND r.role = 'partner_coordinator'
          AND r.organisation_id = b.organisation_id
          AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
        WHERE gr.cohort_id = c.id AND gr.kind = 'cohort' AND (m.until_day IS NULL OR m.until_day >= :today))
ORDER BY g.name, c.number DESC;

-- query cohort_get one
-- scope cohort
SELECT c.id, c.name, c.number, c.state, c.places, c.unit_min, c.unit_max, c.n_groups,
    c.programme_id, c.version_id, g.name AS programme_name, v.number AS version
FROM cohort c
JOIN programme g ON g.id = c.programme_id
JOIN programme_version v ON v.id = c.version_id
WHERE c.id = :scope;

-- query cohort_modules many
-- scope cohort
-- out title text, decided flag, position int
-- The sessions of a cohort in the order of its modules.
SELECT s.id AS session_id, s.day, s.start_clock, s.end_clock, s.place, s.state,
    ev.title, ev.decided, pe.position, s.number
FROM cohort c
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN session s ON s.cohort_id = c.id AND s.module_id = ev.element_id
WHERE c.id = :scope
ORDER BY pe.position, s.number;

-- query cohort_next many
-- scope cohort
-- in today day, figures flag
-- out n_expected int, n_excused int?, n_groups int, n_placed int, facilitator text?
-- What is known of the sessions on the first day to come, a row for each facilitator: how many are
-- expected and how many of them have a subgroup; how many said not to come only with `figures`.
-- Crossed, so that SQLite begins at the groups, of which there may be none yet.
SELECT s.id AS session_id,
    (SELECT CAST(count(n.id) AS INTEGER) FROM enrolment n
        WHERE n.session_id = s.id AND n.ended_at IS NULL) AS n_expected,
    CASE WHEN :figures = 1 THEN (SELECT CAST(count(t.enrolment_id) AS INTEGER) FROM enrolment n
        JOIN attendance t ON t.enrolment_id = n.id AND t.state = 'excused'
        WHERE n.session_id = s.id AND n.ended_at IS NULL) END AS n_excused,
    (SELECT CAST(count(g.id) AS INTEGER) FROM grouping g
        WHERE g.cohort_id = s.cohort_id AND g.kind = 'subgroup' AND g.module_id = s.module_id) AS n_groups,
    (SELECT CAST(count(DISTINCT n.person_id) AS INTEGER)
        FROM grouping g CROSS JOIN grouping_member m CROSS JOIN enrolment n
        WHERE g.cohort_id = s.cohort_id AND g.kind = 'subgroup' AND g.module_id = s.module_id
          AND m.grouping_id = g.id AND m.until_day IS NULL
          AND n.session_id = s.id AND n.person_id = m.person_id AND n.ended_at IS NULL) AS n_placed,
    p.name AS facilitator
FROM session s
LEFT JOIN session_facilitator f ON f.session_id = s.id
LEFT JOIN person p ON p.id = f.person_id
WHERE s.cohort_id = :scope AND s.state <> 'cancelled' AND s.day = (
    SELECT min(x.day) FROM session x
    WHERE x.cohort_id = :scope AND x.state <> 'cancelled' AND x.day >= :today)
ORDER BY s.id, p.sort_name, p.id;

-- query cohort_seats many
-- scope cohort
-- The most seats that organisations have in this cohort, where that was agreed.
SELECT s.organisation_id, s.most FROM cohort_seat s WHERE s.cohort_id = :scope ORDER BY s.organisation_id;

-- query cohort_people many
-- scope cohort
-- in today day
-- out unit_name text?
-- The participants, a row for each membership, the first one first.
SELECT p.id AS person_id, p.name, o.id AS organisation_id, o.name AS organisation_name, o.letter, u.name AS unit_name
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN person p ON p.id = m.person_id
JOIN membership b ON b.person_id = p.id AND (b.until_day IS NULL OR b.until_day >= :today)
JOIN organisation o ON o.id = b.organisation_id
LEFT JOIN unit u ON u.id = b.unit_id
WHERE g.cohort_id = :scope AND g.kind = 'cohort'
ORDER BY p.sort_name, p.id, b.id;

-- query cohort_own many
-- scope cohort
-- in today day
-- Organisations with people in the cohort for which the viewer is partner coordinator.
SELECT r.organisation_id
FROM role r
WHERE r.person_id = :viewer AND r.role = 'partner_coordinator' AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
  AND EXISTS (SELECT 1 FROM grouping g JOIN grouping_member m ON m.grouping_id = g.id
              JOIN membership b ON b.person_id = m.person_id AND b.organisation_id = r.organisation_id
              WHERE g.cohort_id = :scope AND g.kind = 'cohort');

-- query cohort_last_number one
-- in programme int
-- out number int
SELECT CAST(coalesce(max(number), 0) AS INTEGER) AS number FROM cohort WHERE programme_id = :programme;

-- query cohort_programmes many
-- scope mine
-- in today day
-- out version_id int
-- Programmes for which the viewer may make a cohort, with their newest version.
SELECT g.id, g.name,
    (SELECT v.id FROM programme_version v WHERE v.programme_id = g.id AND v.draft = 0 ORDER BY v.number DESC LIMIT 1) AS version_id
FROM programme g
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = g.id AND po.organisation_id = h.id)))
ORDER BY g.name;

-- query cohort_newest_version one
-- in programme int
SELECT id FROM programme_version WHERE programme_id = :programme AND draft = 0 ORDER BY number DESC LIMIT 1;

-- query cohort_follow change
-- in cohort int, old int, version int, today day
-- Another version of the same programme, as long as no session has been.
UPDATE cohort SET version_id = :version
WHERE id = :cohort AND version_id = :old AND state = 'recruiting'
  AND NOT EXISTS (SELECT 1 FROM session s
                  WHERE s.cohort_id = :cohort AND s.state <> 'cancelled' AND s.day <= :today)
  AND EXISTS (SELECT 1 FROM programme_version v
              WHERE v.id = :version AND v.programme_id = cohort.programme_id AND v.draft = 0);

-- query cohort_add one
-- in programme int, version int, number int, name text, places int, unit_min int, unit_max int, n_groups int, now instant
INSERT INTO cohort (programme_id, version_id, number, name, state, places, unit_min, unit_max, n_groups, created_at)
VALUES (:programme, :version, :number, :name, 'recruiting', :places, :unit_min, :unit_max, :n_groups, :now)
RETURNING id;

-- query cohort_grouping_add one
-- in cohort int, now instant
INSERT INTO grouping (kind, cohort_id, number, created_at) VALUES ('cohort', :cohort, 1, :now) RETURNING id;

-- query cohort_version_modules many
-- in version int
SELECT ev.element_id, pe.position
FROM programme_element pe JOIN element_version ev ON ev.id = pe.element_version_id
WHERE pe.version_id = :version AND pe.within_id IS NULL
ORDER BY pe.position;

-- query cohort_session_add change
-- in cohort int, module int, uid text
INSERT INTO session (cohort_id, module_id, number, state, calendar_uid, calendar_sequence)
VALUES (:cohort, :module, 1, 'planned', :uid, 0);

-- query cohort_state_set change
-- in cohort int, state text
UPDATE cohort SET state = :state WHERE id = :cohort;

-- query cohort_join change
-- in cohort int, person int, today day
-- Placed: a member of the cohort's own grouping, once.
INSERT INTO grouping_member (grouping_id, person_id, from_day)
SELECT g.id, :person, :today FROM grouping g
WHERE g.cohort_id = :cohort AND g.kind = 'cohort' AND NOT EXISTS (
    SELECT 1 FROM grouping_member m
    WHERE m.grouping_id = g.id AND m.person_id = :person AND (m.until_day IS NULL OR m.until_day >= :today));

-- query cohort_leave_today change
-- in cohort int, person int, today day
-- Joined today and left today leaves no trace in the period; the decisions tell the story.
DELETE FROM grouping_member
WHERE person_id = :person AND from_day = :today
  AND grouping_id IN (SELECT g.id FROM grouping g WHERE g.cohort_id = :cohort AND g.kind = 'cohort');

-- query cohort_leave change
-- in cohort int, person int, yesterday day
UPDATE grouping_member SET until_day = :yesterday
WHERE person_id = :person AND until_day IS NULL AND from_day <= :yesterday
  AND grouping_id IN (SELECT g.id FROM grouping g WHERE g.cohort_id = :cohort AND g.kind = 'cohort');

-- query cohort_enrol change
-- in cohort int, today day, now instant
-- Every participant is enrolled in every session of the cohort that is not cancelled, once; in the
-- order of the attendance list, for the number on paper is the order of enrolment.
INSERT INTO enrolment (session_id, person_id, created_at)
SELECT s.id, m.person_id, :now
FROM session s
JOIN grouping g ON g.cohort_id = s.cohort_id AND g.kind = 'cohort'
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN person p ON p.id = m.person_id
LEFT JOIN membership b ON b.id = (
    SELECT min(x.id) FROM membership x
    WHERE x.person_id = p.id AND (x.until_day IS NULL OR x.until_day >= :today))
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE s.cohort_id = :cohort AND s.state <> 'cancelled' AND NOT EXISTS (
    SELECT 1 FROM enrolment n WHERE n.session_id = s.id AND n.person_id = m.person_id)
ORDER BY s.id, o.host DESC NULLS LAST, o.name NULLS LAST, p.sort_name, p.id;

-- query cohort_enrolment_end change
-- in cohort int, person int, now instant
-- Who leaves is no longer expected at sessions where nothing was noted yet.
UPDATE enrolment SET ended_at = :now
WHERE person_id = :person AND ended_at IS NULL
  AND session_id IN (SELECT s.id FROM session s WHERE s.cohort_id = :cohort)
  AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = enrolment.id);

-- query cohort_enrolment_resume change
-- in cohort int, person int
UPDATE enrolment SET ended_at = NULL
WHERE person_id = :person AND session_id IN (SELECT s.id FROM session s WHERE s.cohort_id = :cohort);
