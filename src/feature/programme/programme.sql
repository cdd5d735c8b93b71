-- SPDX-License-Identifier: EUPL-1.2

-- query programme_list many
-- scope mine
-- in today day
-- out version int, n_modules int, n_open int, n_cohorts int
-- Programmes that the viewer's roles reach, with their newest version.
SELECT g.id, g.name, g.aim, v.number AS version,
    CAST(count(CASE WHEN e.kind = 'module' THEN 1 END) AS INTEGER) AS n_modules,
    CAST(count(CASE WHEN e.kind = 'module' AND ev.decided = 0 THEN 1 END) AS INTEGER) AS n_open,
    (SELECT CAST(count(c.id) AS INTEGER) FROM cohort c WHERE c.programme_id = g.id) AS n_cohorts
FROM programme g
JOIN programme_version v ON v.programme_id = g.id
    AND v.number = (SELECT max(w.number) FROM programme_version w WHERE w.programme_id = g.id)
JOIN programme_element pe ON pe.version_id = v.id
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id
WHERE EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND r.from_day <= :today
      AND (r.until_day IS NULL OR r.until_day >= :today)
      AND (h.host = 1 OR EXISTS (
          SELECT 1 FROM programme_organisation po
          WHERE po.programme_id = g.id AND po.organisation_id = h.id)))
GROUP BY g.id, g.name, g.aim, v.number
ORDER BY g.name;

-- query programme_get one
-- scope programme
-- The programme with its newest version.
SELECT g.id, g.name, g.aim, v.id AS version_id, v.number AS version, v.at, v.reason
FROM programme g
JOIN programme_version v ON v.programme_id = g.id
WHERE g.id = :scope
ORDER BY v.number DESC
LIMIT 1;

-- query programme_modules many
-- in version int
-- out element_id int, element_version_id int, position int, title text, body text, decided flag
-- out content_minutes int, personal_minutes int, n_elements int
-- The modules of one version in their order, with the minutes of both tracks.
SELECT ev.element_id, ev.id AS element_version_id, pe.position, ev.title, ev.body, ev.decided,
    CAST(coalesce(sum(CASE WHEN cv.track = 'content' THEN cv.minutes END), 0) AS INTEGER) AS content_minutes,
    CAST(coalesce(sum(CASE WHEN cv.track = 'personal' THEN cv.minutes END), 0) AS INTEGER) AS personal_minutes,
    CAST(count(cv.id) AS INTEGER) AS n_elements
FROM programme_element pe
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id AND e.kind = 'module'
LEFT JOIN programme_element ce ON ce.version_id = pe.version_id AND ce.within_id = ev.element_id
LEFT JOIN element_version cv ON cv.id = ce.element_version_id
WHERE pe.version_id = :version
GROUP BY ev.element_id, ev.id, pe.position, ev.title, ev.body, ev.decided
ORDER BY pe.position;

-- query programme_module_elements many
-- in version int, module int
-- What a module is made of, in order.
SELECT ev.element_id, ev.title, ev.body, ev.track, ev.minutes, e.kind
FROM programme_element pe
JOIN element_version ev ON ev.id = pe.element_version_id
JOIN element e ON e.id = ev.element_id
WHERE pe.version_id = :version AND pe.within_id = :module
ORDER BY pe.position;

-- query programme_versions many
-- scope programme
-- Every version with the reason it was made for.
SELECT v.number, v.reason, v.at
FROM programme_version v
WHERE v.programme_id = :scope
ORDER BY v.number DESC;

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
-- in programme int, number int, parent int?, reason text, author int?, now instant
INSERT INTO programme_version (programme_id, number, parent_id, reason, author_id, at)
VALUES (:programme, :number, :parent, :reason, :author, :now)
RETURNING id;

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

-- query programme_element_add change
-- in version int, element_version int, within int?, position int
INSERT INTO programme_element (version_id, element_version_id, within_id, position)
VALUES (:version, :element_version, :within, :position);

-- query programme_element_new one
-- in uid text, kind text, installation text, organisation text, author text, now instant
INSERT INTO element (uid, kind, origin_installation, origin_organisation, origin_author, created_at)
VALUES (:uid, :kind, :installation, :organisation, :author, :now)
RETURNING id;

-- query programme_element_version_add one
-- in element int, number int, parent int?, title text, body text, track text?, minutes int?, decided flag, reason text, author int?, now instant
INSERT INTO element_version (element_id, number, parent_id, title, body, track, minutes, decided, reason, author_id, at)
VALUES (:element, :number, :parent, :title, :body, :track, :minutes, :decided, :reason, :author, :now)
RETURNING id;

-- query programme_element_last one
-- in element int
SELECT id, number FROM element_version WHERE element_id = :element ORDER BY number DESC LIMIT 1;
