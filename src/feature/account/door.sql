-- SPDX-License-Identifier: EUPL-1.2
-- Ways in without a password: links that are sent, cards that are printed.

-- query door_person one
-- scope none the rules ask it before they open a door; the page checked the right
-- in person int, today day
-- out has_account flag, has_role flag
SELECT p.id, p.name, p.email, p.email_fold,
       EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) AS has_account,
       EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.from_day <= :today
               AND (r.until_day IS NULL OR r.until_day >= :today)) AS has_role
FROM person p WHERE p.id = :person;

-- query door_link_end change
-- in person int, kind text, now instant
UPDATE account_link SET ended_at = :now
WHERE person_id = :person AND kind = :kind AND ended_at IS NULL;

-- query door_link_add one
-- scope none the answer is the number of the link just made
-- in token_hash blob, person int, kind text, now instant, until instant
INSERT INTO account_link (token_hash, person_id, kind, created_at, until_at)
VALUES (:token_hash, :person, :kind, :now, :until)
RETURNING id;

-- query door_link_find one
-- scope none the secret in the link is what proves who asks
-- in token_hash blob, kind text, now instant, today day
-- out email text?, keeper flag, has_account flag
SELECT l.id, l.person_id, p.name, COALESCE(a.email, p.email) AS email,
       a.person_id IS NOT NULL AS has_account,
       EXISTS (SELECT 1 FROM role r
               WHERE r.person_id = p.id AND r.role IN ('owner', 'operator') AND r.from_day <= :today
                 AND (r.until_day IS NULL OR r.until_day >= :today)) AS keeper
FROM account_link l
JOIN person p ON p.id = l.person_id
LEFT JOIN account a ON a.person_id = p.id
WHERE l.token_hash = :token_hash AND l.kind = :kind AND l.ended_at IS NULL AND l.until_at > :now
  AND (a.state IS NULL OR a.state = 'active');

-- query door_link_use change
-- in id int, now instant
-- Once: whoever comes second changes nothing.
UPDATE account_link SET ended_at = :now WHERE id = :id AND ended_at IS NULL AND until_at > :now;

-- query door_hash_renew change
-- in person int, hash text, now instant
UPDATE account SET password_hash = :hash, changed_at = :now
WHERE person_id = :person AND state = 'active';

-- query door_reset_ask change
-- in email_fold text, now instant
INSERT INTO reset_request (email_fold, at) VALUES (:email_fold, :now);

-- query door_resets many
-- scope none asked by the sender
-- out person int?
SELECT r.id, a.person_id AS person
FROM reset_request r
LEFT JOIN account a ON a.email_fold = r.email_fold AND a.state = 'active'
ORDER BY r.id LIMIT 100;

-- query door_reset_done change
-- in id int
DELETE FROM reset_request WHERE id = :id;

-- query door_card_drop change
-- in person int
DELETE FROM card WHERE person_id = :person;

-- query door_card_add change
-- in person int, code_hash blob, by_person int?, now instant
INSERT INTO card (person_id, code_hash, made_by, made_at) VALUES (:person, :code_hash, :by_person, :now);

-- query door_card_note change
-- in person int, by_person int?, now instant, replaces flag
INSERT INTO card_made (person_id, by_person, at, replaces) VALUES (:person, :by_person, :now, :replaces);

-- query door_cards_mine many
-- scope mine
-- in since instant
-- out by_name text?
-- The cards that were made for the viewer since then, the newest first.
SELECT k.at, k.replaces, w.name AS by_name
FROM card_made k LEFT JOIN person w ON w.id = k.by_person
WHERE k.person_id = :viewer AND k.at >= :since
ORDER BY k.at DESC, k.id DESC LIMIT 20;

-- query door_cards_of many
-- scope person
-- out by_person int?, by_name text?
-- The cards that were made for one person, the newest first.
SELECT k.at, k.replaces, k.by_person, w.name AS by_name
FROM card_made k LEFT JOIN person w ON w.id = k.by_person
WHERE k.person_id = :scope
ORDER BY k.at DESC, k.id DESC LIMIT 20;

-- query door_card_find one
-- scope none the code on the card and the name are what prove who asks
-- in code_hash blob, today day
-- A card opens nothing for who holds a role or has an account.
SELECT p.id, p.infix, p.family_name
FROM card k JOIN person p ON p.id = k.person_id
WHERE k.code_hash = :code_hash
  AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
  AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.from_day <= :today
                  AND (r.until_day IS NULL OR r.until_day >= :today));

-- query door_list many
-- scope cohort
-- in today day, now instant
-- out has_account flag, has_role flag, invited_at instant?, card_at instant?, card_by text?
-- How each participant of the cohort gets in.
SELECT DISTINCT p.id, p.name, p.sort_name, p.email,
       EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) AS has_account,
       EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.from_day <= :today
               AND (r.until_day IS NULL OR r.until_day >= :today)) AS has_role,
       (SELECT max(l.created_at) FROM account_link l
        WHERE l.person_id = p.id AND l.kind = 'invitation' AND l.ended_at IS NULL
          AND l.until_at > :now) AS invited_at,
       (SELECT max(k.made_at) FROM card k WHERE k.person_id = p.id) AS card_at,
       (SELECT w.name FROM card k JOIN person w ON w.id = k.made_by WHERE k.person_id = p.id) AS card_by
FROM grouping g
JOIN grouping_member m ON m.grouping_id = g.id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN person p ON p.id = m.person_id
WHERE g.cohort_id = :scope AND g.kind = 'cohort'
ORDER BY p.sort_name, p.id;

-- query door_people many
-- scope organisation
-- in today day, now instant, n int
-- out has_account flag, has_role flag, invited_at instant?, card_at instant?, card_by text?
-- How each of the people of an organisation gets in.
SELECT DISTINCT p.id, p.name, p.sort_name, p.email,
       EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) AS has_account,
       EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.from_day <= :today
               AND (r.until_day IS NULL OR r.until_day >= :today)) AS has_role,
       (SELECT max(l.created_at) FROM account_link l
        WHERE l.person_id = p.id AND l.kind = 'invitation' AND l.ended_at IS NULL
          AND l.until_at > :now) AS invited_at,
       (SELECT max(k.made_at) FROM card k WHERE k.person_id = p.id) AS card_at,
       (SELECT w.name FROM card k JOIN person w ON w.id = k.made_by WHERE k.person_id = p.id) AS card_by
FROM membership m
JOIN person p ON p.id = m.person_id
WHERE m.organisation_id = :scope AND (m.until_day IS NULL OR m.until_day >= :today)
ORDER BY p.sort_name, p.id LIMIT :n;

-- query door_elsewhere many
-- scope organisation
-- in today day
-- Of the people of this organisation those who belong to another one as well.
SELECT DISTINCT m.person_id
FROM membership m JOIN membership t ON t.person_id = m.person_id
WHERE t.organisation_id = :scope AND (t.until_day IS NULL OR t.until_day >= :today)
  AND m.organisation_id <> :scope AND (m.until_day IS NULL OR m.until_day >= :today);

-- query door_place one
-- scope organisation
SELECT o.id, o.name FROM organisation o WHERE o.id = :scope;
