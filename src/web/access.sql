-- SPDX-License-Identifier: EUPL-1.2
-- Who reaches what. Each query answers the viewer's roles that stand in a relation to one object;
-- none when the object does not exist. Owners, coordinators and the data protection officer at the
-- host reach every partner; HR and partner coordinators speak for their own organisation, as any role
-- at a partner does. Which right follows from a role: the table in access.c.

-- query access_house many
-- scope none it is what makes the scope
-- in asker int, today day
-- out role text
-- Roles at the host organisation: they speak for the house itself.
SELECT r.role AS role
FROM role r JOIN organisation o ON o.id = r.organisation_id
WHERE r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND o.host = 1;

-- query access_organisation many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Roles at this organisation or at the host.
SELECT r.role AS role
FROM organisation t
JOIN role r ON r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator', 'dpo', 'operator')
  AND r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
JOIN organisation o ON o.id = r.organisation_id
WHERE t.id = :object AND (o.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR o.id = t.id);

-- query access_person many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- The person, roles over an organisation the person belongs to, and the line manager.
SELECT 'self' AS role FROM person p WHERE p.id = :object AND p.id = :asker
UNION ALL
SELECT r.role AS role
FROM person p
JOIN role r ON r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator', 'dpo', 'operator')
  AND r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
JOIN organisation o ON o.id = r.organisation_id
WHERE p.id = :object AND (o.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR EXISTS (
    SELECT 1 FROM membership m
    WHERE m.person_id = p.id AND m.organisation_id = o.id
      AND (m.until_day IS NULL OR m.until_day >= :today)))
UNION ALL
SELECT 'line_manager' AS role FROM employment e
WHERE e.person_id = :object AND e.manager_id = :asker
  AND (e.until_day IS NULL OR e.until_day >= :today);

-- query access_import many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Roles over the organisation that the file came from.
SELECT r.role AS role
FROM import i
JOIN source s ON s.id = i.source_id
JOIN role r ON r.role IN ('owner', 'coordinator', 'hr', 'partner_coordinator') AND r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
JOIN organisation o ON o.id = r.organisation_id
WHERE i.id = :object AND (o.host = 1 AND r.role NOT IN ('hr', 'partner_coordinator') OR o.id = s.organisation_id);

-- query access_programme many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Roles at the organisations that own it, its facilitators and its participants.
SELECT r.role AS role
FROM programme g
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role IN ('owner', 'coordinator', 'co_designer', 'works_council', 'hr')
JOIN organisation o ON o.id = r.organisation_id
WHERE g.id = :object AND (o.host = 1 OR EXISTS (
    SELECT 1 FROM programme_organisation po
    WHERE po.programme_id = g.id AND po.organisation_id = o.id))
UNION ALL
SELECT 'facilitator' AS role
FROM cohort c
JOIN session s ON s.cohort_id = c.id
JOIN session_facilitator f ON f.session_id = s.id AND f.person_id = :asker
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role = 'facilitator'
WHERE c.programme_id = :object
UNION ALL
SELECT 'participant' AS role
FROM cohort c
JOIN grouping g ON g.cohort_id = c.id AND g.kind = 'cohort'
JOIN grouping_member m ON m.grouping_id = g.id AND m.person_id = :asker
WHERE c.programme_id = :object AND (m.until_day IS NULL OR m.until_day >= :today);

-- query access_cohort many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Owners of its programme, its facilitators, participants, and partners with own people in it.
SELECT r.role AS role
FROM cohort c
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role IN ('owner', 'coordinator', 'co_designer', 'works_council', 'hr')
JOIN organisation o ON o.id = r.organisation_id
WHERE c.id = :object AND (o.host = 1 OR EXISTS (
    SELECT 1 FROM programme_organisation po
    WHERE po.programme_id = c.programme_id AND po.organisation_id = o.id))
UNION ALL
SELECT 'facilitator' AS role
FROM cohort c
JOIN session fs ON fs.cohort_id = c.id
JOIN session_facilitator f ON f.session_id = fs.id AND f.person_id = :asker
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role = 'facilitator'
WHERE c.id = :object
UNION ALL
SELECT 'participant' AS role
FROM cohort c
JOIN grouping g ON g.cohort_id = c.id AND g.kind = 'cohort'
JOIN grouping_member m ON m.grouping_id = g.id AND m.person_id = :asker
WHERE c.id = :object AND (m.until_day IS NULL OR m.until_day >= :today)
UNION ALL
SELECT 'partner_coordinator' AS role
FROM cohort c
JOIN grouping g ON g.cohort_id = c.id AND g.kind = 'cohort'
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN membership b ON b.person_id = m.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role = 'partner_coordinator' AND r.organisation_id = b.organisation_id
WHERE c.id = :object;

-- query access_cohort_there one
-- scope none it is what makes the scope
-- in object int
SELECT c.id FROM cohort c WHERE c.id = :object;

-- query access_session_cohort one
-- scope none it is what makes the scope
-- in session int
SELECT cohort_id FROM session WHERE id = :session;

-- query access_session_guest many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Who catches up there is a guest of that one session, and takes part in a cohort of the own.
SELECT 'guest' AS role
FROM enrolment n
JOIN catch_up k ON k.enrolment_id = n.id
JOIN enrolment m ON m.id = k.missed_id
JOIN session s ON s.id = m.session_id
JOIN grouping g ON g.cohort_id = s.cohort_id AND g.kind = 'cohort'
JOIN grouping_member b ON b.grouping_id = g.id AND b.person_id = n.person_id
    AND (b.until_day IS NULL OR b.until_day >= :today)
WHERE n.session_id = :object AND n.person_id = :asker AND n.ended_at IS NULL;

-- query access_plan_cohort one
-- scope none it is what makes the scope
-- in plan int
SELECT cohort_id FROM plan WHERE id = :plan;

-- query access_application many
-- scope none it is what makes the scope
-- in asker int, object int, today day
-- out role text
-- Owners of the programme, the cohort's facilitators, the applicant, the applicant's manager, and who
-- coordinates for the applicant's organisation.
SELECT r.role AS role
FROM application t JOIN cohort c ON c.id = t.cohort_id
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role IN ('owner', 'coordinator')
JOIN organisation o ON o.id = r.organisation_id
WHERE t.id = :object AND (o.host = 1 OR EXISTS (
    SELECT 1 FROM programme_organisation po
    WHERE po.programme_id = c.programme_id AND po.organisation_id = o.id))
UNION ALL
SELECT 'facilitator' AS role
FROM application t
JOIN session fs ON fs.cohort_id = t.cohort_id
JOIN session_facilitator f ON f.session_id = fs.id AND f.person_id = :asker
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role = 'facilitator'
WHERE t.id = :object
UNION ALL
SELECT 'partner_coordinator' AS role
FROM application t
JOIN membership b ON b.person_id = t.person_id AND (b.until_day IS NULL OR b.until_day >= :today)
JOIN role r ON r.person_id = :asker AND r.aside = 0 AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today) AND r.role = 'partner_coordinator' AND r.organisation_id = b.organisation_id
WHERE t.id = :object
UNION ALL
SELECT 'self' AS role FROM application t WHERE t.id = :object AND t.person_id = :asker
UNION ALL
SELECT 'line_manager' AS role
FROM application t
JOIN employment e ON e.person_id = t.person_id AND e.manager_id = :asker
WHERE t.id = :object AND (e.until_day IS NULL OR e.until_day >= :today);

