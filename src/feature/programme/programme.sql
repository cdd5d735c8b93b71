-- SPDX-License-Identifier: EUPL-1.2

-- query programme_list many
-- scope mine
-- in today day
-- out version int, n_modules int, n_open int, n_cohorts int
-- Programmes that the viewer's roles reach, with their newest version.
SELECT g.id, g.name, g.aim, g.lang, v.number AS version,
    CAST(count(CASE WHEN e.kind = 'module' THEN 1 END) AS INTEGER) AS n_modules,
    CAST(count(CASE WHEN e.kind = 'module' AND ev.decided = 0 THEN 1 END) AS INTEGER) AS n_open,
    (SELECT CAST(count(c.id) AS INTEGER) FROM cohort c WHERE c.programme_id = g.id) AS n_cohorts
FROM programme g
JOIN programme_version v ON v.programme_id = g.id
    AND v.number = (
        SELECT max(w.number) FROM programme_version w WHERE w.programme_id = g.id AND w.draft = 0)
JOIN programme_element pe ON pe.version_id = v.id
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.aside = 0 AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = g.id AND po.organisation_id = h.id)))
GROUP BY g.id, g.name, g.aim, g.lang, v.number
ORDER BY g.name;

-- query programme_get one
-- scope programme
-- in with_draft flag
-- The programme with its newest version: the draft, if there is one and it may be seen.
SELECT g.id, g.name, g.aim, g.lang, v.id AS version_id, v.number AS version, v.at, v.reason, v.draft
FROM programme g
JOIN programme_version v ON v.programme_id = g.id
WHERE g.id = :scope AND v.draft <= :with_draft
ORDER BY v.number DESC
LIMIT 1;

-- query programme_of_cohort one
-- scope cohort
-- out first_day day?
-- What a cohort follows: its programme, and the version it is pinned to.
SELECT c.id AS cohort_id, c.name AS cohort_name, c.state, c.programme_id, g.name, g.lang,
    c.version_id, v.number AS version,
    (SELECT min(s.day) FROM session s WHERE s.cohort_id = c.id AND s.state <> 'cancelled') AS first_day
FROM cohort c
JOIN programme g ON g.id = c.programme_id
JOIN programme_version v ON v.id = c.version_id
WHERE c.id = :scope;

-- query programme_modules many
-- in version int
-- out element_id int, element_version_id int, number int, position int, title text, body text, decided flag
-- out content_minutes int, personal_minutes int, n_elements int
-- The modules of one version in their order, with the minutes of both tracks.
SELECT ev.element_id, ev.id AS element_version_id, ev.number, pe.position, ev.title, ev.body, ev.decided,
    CAST(coalesce(sum(CASE WHEN cv.track = 'content' THEN cv.minutes END), 0) AS INTEGER) AS content_minutes,
    CAST(coalesce(sum(CASE WHEN cv.track = 'personal' THEN cv.minutes END), 0) AS INTEGER) AS personal_minutes,
    CAST(count(cv.id) AS INTEGER) AS n_elements
FROM programme_element pe
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id AND e.kind = 'module'
LEFT JOIN programme_element ce ON ce.version_id = pe.version_id AND ce.within_id = ev.element_id
LEFT JOIN element_version cv ON cv.id = ce.element_version_id
WHERE pe.version_id = :version
GROUP BY ev.element_id, ev.id, ev.number, pe.position, ev.title, ev.body, ev.decided
ORDER BY pe.position;

-- query programme_module_elements many
-- in version int, module int, with_notes flag
-- out notes text?
-- What a module is made of, in order; what is for its facilitators only with `with_notes`.
SELECT ev.element_id, ev.id AS element_version_id, ev.number, pe.position, e.kind, ev.title, ev.body,
    ev.track, ev.minutes, ev.materials, CASE WHEN :with_notes = 1 THEN ev.notes END AS notes
FROM programme_element pe
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id
WHERE pe.version_id = :version AND pe.within_id = :module
ORDER BY pe.position;

-- query programme_contents many
-- in version int
-- Everything in one version: each module, then its elements, in their order.
SELECT ev.element_id, pe.within_id, mp.position AS module, ev.title, ev.body, ev.track, ev.minutes,
    ev.materials, ev.notes
FROM programme_element pe
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element_version mv ON mv.element_id = coalesce(pe.within_id, ev.element_id)
JOIN programme_element mp ON mp.version_id = pe.version_id AND mp.element_version_id = mv.id
WHERE pe.version_id = :version
ORDER BY mp.position, CASE WHEN pe.within_id IS NULL THEN 0 ELSE 1 END, pe.position;

-- query programme_versions many
-- scope programme
-- in with_draft flag
-- out author text?, n_cohorts int
-- Every version: why it was made, by whom, and how many cohorts follow it.
SELECT v.id, v.number, v.draft, v.reason, v.at, p.name AS author,
    (SELECT CAST(count(c.id) AS INTEGER) FROM cohort c WHERE c.version_id = v.id) AS n_cohorts
FROM programme_version v
LEFT JOIN person p ON p.id = v.author_id
WHERE v.programme_id = :scope AND v.draft <= :with_draft
ORDER BY v.number DESC;

-- query programme_version_at one
-- in programme int, number int, with_draft flag
SELECT id, number, draft FROM programme_version
WHERE programme_id = :programme AND number = :number AND draft <= :with_draft;

-- query programme_cohorts many
-- scope programme
-- out first_day day?
-- Which version each cohort follows.
SELECT c.id, c.name, c.state, v.number AS version,
    (SELECT min(s.day) FROM session s WHERE s.cohort_id = c.id AND s.state <> 'cancelled') AS first_day
FROM cohort c
JOIN programme_version v ON v.id = c.version_id
WHERE c.programme_id = :scope
ORDER BY c.number DESC;

-- query programme_newer many
-- in programme int, number int
-- The versions after one, oldest first.
SELECT id, number, reason, at FROM programme_version
WHERE programme_id = :programme AND number > :number AND draft = 0
ORDER BY number;

-- query programme_sessions many
-- scope cohort
-- in module int
-- out facilitator text?
-- When and where a cohort has a module; a row for each facilitator.
SELECT s.id, s.day, s.start_clock, s.end_clock, s.place, p.name AS facilitator
FROM session s
LEFT JOIN session_facilitator f ON f.session_id = s.id
LEFT JOIN person p ON p.id = f.person_id
WHERE s.cohort_id = :scope AND s.module_id = :module AND s.state <> 'cancelled'
ORDER BY s.day NULLS LAST, s.start_clock NULLS LAST, s.number, s.id, p.sort_name;

-- query programme_of_session one
-- scope session
-- out position int
-- What the cohort of a session follows, and which module of it the session is of.
SELECT s.id, c.name AS cohort_name, g.lang, c.version_id, v.number AS version, pe.position
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme g ON g.id = c.programme_id
JOIN programme_version v ON v.id = c.version_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version ev ON ev.id = pe.element_version_id AND ev.element_id = s.module_id
WHERE s.id = :scope;

-- query programme_session many
-- scope session
-- out facilitator text?
-- When and where one session is; a row for each facilitator.
SELECT s.id, s.day, s.start_clock, s.end_clock, s.place, p.name AS facilitator
FROM session s
LEFT JOIN session_facilitator f ON f.session_id = s.id
LEFT JOIN person p ON p.id = f.person_id
WHERE s.id = :scope AND s.state <> 'cancelled'
ORDER BY p.sort_name, p.id;

-- query programme_named one
-- in name text
SELECT id FROM programme WHERE name = :name;

-- query programme_add one
-- in name text, aim text, now instant
INSERT INTO programme (name, aim, created_at) VALUES (:name, :aim, :now) RETURNING id;

-- query programme_own change
-- in programme int, organisation int
INSERT INTO programme_organisation (programme_id, organisation_id) VALUES (:programme, :organisation);

-- query programme_version_add one
-- in programme int, number int, draft flag, parent int?, reason text, author int?, now instant
INSERT INTO programme_version (programme_id, number, draft, parent_id, reason, author_id, at)
VALUES (:programme, :number, :draft, :parent, :reason, :author, :now)
RETURNING id;

-- query programme_version_publish change
-- in version int, reason text, author int?, now instant
UPDATE programme_version SET draft = 0, reason = :reason, author_id = :author, at = :now
WHERE id = :version AND draft = 1;

-- query programme_draft_empty change
-- in version int
DELETE FROM programme_element WHERE version_id = :version;

-- query programme_draft_drop change
-- in version int
DELETE FROM programme_version WHERE id = :version AND draft = 1;

-- query programme_element_copy change
-- in from_version int, to_version int
-- A new version starts as the one before.
INSERT INTO programme_element (version_id, element_version_id, within_id, position)
SELECT :to_version, pe.element_version_id, pe.within_id, pe.position
FROM programme_element pe WHERE pe.version_id = :from_version;

-- query programme_element_swap change
-- in version int, old int, new int
UPDATE programme_element SET element_version_id = :new
WHERE version_id = :version AND element_version_id = :old;

-- query programme_last_place one
-- in version int, module int
-- out position int
SELECT CAST(coalesce(max(position), 0) AS INTEGER) AS position
FROM programme_element WHERE version_id = :version AND within_id = :module;

-- query programme_element_place change
-- in version int, element_version int, position int
UPDATE programme_element SET position = :position
WHERE version_id = :version AND element_version_id = :element_version;

-- query programme_element_drop change
-- in version int, element_version int
DELETE FROM programme_element WHERE version_id = :version AND element_version_id = :element_version;

-- query programme_element_add change
-- in version int, element_version int, within int?, position int
INSERT INTO programme_element (version_id, element_version_id, within_id, position)
VALUES (:version, :element_version, :within, :position);

-- query programme_element_new one
-- in uid text, kind text, installation text, organisation text, author text, now instant
INSERT INTO element (uid, kind, origin_installation, origin_organisation, origin_author, created_at)
VALUES (:uid, :kind, :installation, :organisation, :author, :now)
RETURNING id;

-- query programme_part_new one
-- in programme int, uid text, kind text, now instant
-- An element of our own: it comes from the organisation that owns the programme.
INSERT INTO element (uid, kind, origin_installation, origin_organisation, origin_author, created_at)
SELECT :uid, :kind, 'own', o.name, o.name, :now
FROM organisation o
WHERE o.id = (SELECT min(po.organisation_id) FROM programme_organisation po WHERE po.programme_id = :programme)
RETURNING id;

-- query programme_element_version_add one
-- in element int, number int, parent int?, title text, body text, track text?, minutes int?, materials text, notes text, decided flag, reason text, author int?, now instant
INSERT INTO element_version (element_id, number, parent_id, title, body, track, minutes, materials, notes, decided, reason, author_id, at)
VALUES (:element, :number, :parent, :title, :body, :track, :minutes, :materials, :notes, :decided, :reason, :author, :now)
RETURNING id;

-- query programme_element_last one
-- in element int
SELECT id, number FROM element_version WHERE element_id = :element ORDER BY number DESC LIMIT 1;
