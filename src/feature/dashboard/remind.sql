-- SPDX-License-Identifier: EUPL-1.2
-- Whom a coordinator may remind, and who was reminded within the last day. A reminder is a message of the
-- outbox, whose cause is the page to which it leads.

-- query remind_consents many
-- scope cohort
-- in person int, today day, now instant, before instant
-- out deputy_for int?, asked_at instant?
-- Applications without a decision that wait for this person, asked longest ago; none asked after `before`.
SELECT a.id, l.deputy_for, l.created_at AS asked_at
FROM application a
LEFT JOIN consent_link l ON l.id = (
    SELECT max(y.id) FROM consent_link y
    WHERE y.application_id = a.id AND y.ended_at IS NULL AND y.until_at > :now)
LEFT JOIN employment e ON e.id = (
    SELECT min(x.id) FROM employment x
    WHERE x.person_id = a.person_id AND x.manager_id IS NOT NULL
      AND (x.until_day IS NULL OR x.until_day >= :today))
WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL
  AND COALESCE(l.person_id, e.manager_id) = :person
  AND (l.created_at IS NULL OR l.created_at <= :before)
  AND NOT EXISTS (
    SELECT 1 FROM decision d
    WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
ORDER BY a.at, a.id;

-- query remind_person one
-- scope none asked by the rule that reminds, of whom an application of the checked cohort waits for
-- in person int
-- out email text?
SELECT p.id, p.name, COALESCE(k.email, p.email) AS email
FROM person p LEFT JOIN account k ON k.person_id = p.id
WHERE p.id = :person;

-- query remind_facilitators many
-- scope cohort
-- in session int, today day
-- out email text?, reminded_at instant?
-- Who leads a past session of this cohort of which it is not noted yet who came.
SELECT p.id, p.name, COALESCE(k.email, p.email) AS email,
    (SELECT max(o.created_at) FROM outbox o
     WHERE o.person_id = p.id AND o.template = 'attendance'
       AND o.cause = '/bijeenkomsten/' || s.id || '/aanwezigheid') AS reminded_at
FROM session s
JOIN session_facilitator f ON f.session_id = s.id
JOIN person p ON p.id = f.person_id
LEFT JOIN account k ON k.person_id = p.id
WHERE s.id = :session AND s.cohort_id = :scope AND s.day < :today AND s.state <> 'cancelled'
  AND EXISTS (SELECT 1 FROM enrolment n
              WHERE n.session_id = s.id AND n.ended_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = n.id))
ORDER BY p.sort_name, p.id;

-- query remind_invited many
-- scope cohort
-- in today day
-- out invited_at instant
-- Participants who were invited and did not come in yet, with their last invitation.
SELECT DISTINCT p.id, p.name, p.sort_name, p.email,
    (SELECT max(l.created_at) FROM account_link l
     WHERE l.person_id = p.id AND l.kind = 'invitation') AS invited_at
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN person p ON p.id = m.person_id
WHERE g.cohort_id = :scope AND g.kind = 'cohort'
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
  AND EXISTS (SELECT 1 FROM account_link l WHERE l.person_id = p.id AND l.kind = 'invitation')
ORDER BY p.sort_name, p.id;

-- query remind_recent many
-- scope mine
-- in today day, first day
-- out at instant, email text?
-- Sessions since `first` of cohorts that the viewer coordinates: whether somebody who leads them can be
-- written to, and when one of them was last reminded to note who came; 0 for never.
SELECT s.id, max(COALESCE(k.email, p.email)) AS email,
    max(COALESCE((SELECT max(o.created_at) FROM outbox o
     WHERE o.person_id = f.person_id AND o.template = 'attendance'
       AND o.cause = '/bijeenkomsten/' || s.id || '/aanwezigheid'), 0)) AS at
FROM cohort c
JOIN session s ON s.cohort_id = c.id AND s.day >= :first AND s.day < :today AND s.state <> 'cancelled'
JOIN session_facilitator f ON f.session_id = s.id
JOIN person p ON p.id = f.person_id
LEFT JOIN account k ON k.person_id = p.id
WHERE c.state <> 'closed' AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.role IN ('owner', 'coordinator')
      AND r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = c.programme_id AND po.organisation_id = h.id)))
GROUP BY s.id
ORDER BY s.id;

-- query remind_unnoted one
-- scope none asked by the sender
-- in session int, person int
-- What is left to note of a session, for who leads it.
-- out n_open int
SELECT s.id, c.name AS cohort, pe.position, s.number, v.title, s.day,
    (SELECT CAST(count(n.id) AS INTEGER) FROM enrolment n
     WHERE n.session_id = s.id AND n.ended_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.enrolment_id = n.id)) AS n_open
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version v ON v.id = pe.element_version_id AND v.element_id = s.module_id
JOIN session_facilitator f ON f.session_id = s.id AND f.person_id = :person
WHERE s.id = :session AND s.state <> 'cancelled';
