-- SPDX-License-Identifier: EUPL-1.2
-- Who is signed in, and which forms were answered already.

-- query session_find one
-- scope none the token is what proves who asks
-- in token_hash blob, now instant, idle_since instant, started_since instant
-- A session that is not ended, not idle and not too old, of a person whose account is not closed.
SELECT s.id, s.person_id, s.csrf, s.notice, s.seen_at, p.name, p.lang
FROM web_session s
JOIN person p ON p.id = s.person_id
LEFT JOIN account a ON a.person_id = s.person_id
WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.created_at <= :now
  AND s.seen_at >= :idle_since AND s.created_at >= :started_since
  AND (a.state IS NULL OR a.state = 'active');

-- query session_standing many
-- scope none it is read before any access is known
-- in person int, today day
-- out word text, role_id int, organisation_id int, organisation_name text, host flag, aside flag, rank int
-- What the person is, and where: the roles, in the order in which an organisation becomes the one that
-- the header shows.
SELECT 'home' AS word, 0 AS role_id, o.id AS organisation_id, o.name AS organisation_name, o.host AS host,
       0 AS aside, 1 AS rank
FROM membership m JOIN organisation o ON o.id = m.organisation_id
WHERE m.person_id = :person AND m.from_day <= :today
  AND (m.until_day IS NULL OR m.until_day >= :today)
UNION ALL
SELECT r.role, r.id, o.id, o.name, o.host, r.aside, 2
FROM role r JOIN organisation o ON o.id = r.organisation_id
WHERE r.person_id = :person AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
UNION ALL
SELECT 'participant', 0, 0, '', 0, 0, 3 WHERE EXISTS (
    SELECT 1 FROM grouping_member m JOIN grouping g ON g.id = m.grouping_id AND g.kind = 'cohort'
    WHERE m.person_id = :person AND (m.until_day IS NULL OR m.until_day >= :today))
UNION ALL
SELECT 'line_manager', 0, 0, '', 0, 0, 3 WHERE EXISTS (
    SELECT 1 FROM employment e
    WHERE e.manager_id = :person AND (e.until_day IS NULL OR e.until_day >= :today))
ORDER BY rank, organisation_id, word, role_id;

-- query session_add one
-- scope none a new session shows nothing
-- in token_hash blob, person int, csrf text, now instant
INSERT INTO web_session (token_hash, person_id, csrf, created_at, seen_at)
VALUES (:token_hash, :person, :csrf, :now, :now)
RETURNING id;

-- query session_seen change
-- in id int, now instant
UPDATE web_session SET seen_at = :now WHERE id = :id AND seen_at < :now AND ended_at IS NULL;

-- query session_say change
-- in id int, notice text
UPDATE web_session SET notice = :notice WHERE id = :id;

-- query session_said change
-- in id int, notice text
-- Only what was shown: a newer notice waits for its own page.
UPDATE web_session SET notice = NULL WHERE id = :id AND notice = :notice;

-- query session_stop change
-- in id int, now instant
UPDATE web_session SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- query session_stop_others change
-- in person int, except int, now instant
UPDATE web_session SET ended_at = :now
WHERE person_id = :person AND id <> :except AND ended_at IS NULL;

-- query session_say_again change
-- in id int, notice text
-- Not over what still waits to be read.
UPDATE web_session SET notice = :notice WHERE id = :id AND notice IS NULL;

-- query session_form_find one
-- scope none a key is random and names no person
-- in key text, person int
-- out body_hash blob?
SELECT f.location, f.body_hash FROM form_key f WHERE f.key = :key AND f.person_id = :person;

-- query session_form_add change
-- in key text, person int, location text, body_hash blob, now instant
INSERT INTO form_key (key, person_id, location, body_hash, at)
VALUES (:key, :person, :location, :body_hash, :now);

-- query session_form_change change
-- in key text, person int, location text, body_hash blob, now instant
UPDATE form_key SET location = :location, body_hash = :body_hash, at = :now
WHERE key = :key AND person_id = :person;

-- query session_hat change
-- in person int, role int
-- One role stays on, the others are set aside; role 0: none stays on.
UPDATE role SET aside = CASE WHEN id = :role THEN 0 ELSE 1 END WHERE person_id = :person;

-- query session_hats_on change
-- in person int
UPDATE role SET aside = 0 WHERE person_id = :person AND aside = 1;

-- query session_organisations one
-- scope none it tells the machine that the database answers
-- out n int
SELECT CAST(count(o.id) AS INTEGER) AS n FROM organisation o;
