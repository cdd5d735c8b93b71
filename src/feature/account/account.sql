-- SPDX-License-Identifier: EUPL-1.2

-- query account_find one
-- scope none it runs before anybody is signed in
-- in email_fold text, today day
-- out keeper flag
-- The account that signs in with this address, and whether its holder keeps the keys of the house.
SELECT a.person_id, a.password_hash, EXISTS (
    SELECT 1 FROM role r
    WHERE r.person_id = a.person_id AND r.role IN ('owner', 'operator')
      AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today)) AS keeper
FROM account a
WHERE a.email_fold = :email_fold AND a.state = 'active';

-- query account_own one
-- scope mine
SELECT a.email, a.email_fold FROM account a WHERE a.person_id = :viewer;

-- query account_of one
-- scope none the shell and the demo ask it
-- in person int
SELECT a.email, a.password_hash, a.state FROM account a WHERE a.person_id = :person;

-- query account_list many
-- scope none the operator asks it in the shell
-- in today day
-- out role text?, organisation_name text?
SELECT a.email, p.name, a.state, r.role AS role, o.name AS organisation_name
FROM account a
JOIN person p ON p.id = a.person_id
LEFT JOIN role r ON r.person_id = p.id AND r.from_day <= :today
    AND (r.until_day IS NULL OR r.until_day >= :today)
LEFT JOIN organisation o ON o.id = r.organisation_id
ORDER BY a.email_fold, r.role;

-- query account_add change
-- in person int, email text, email_fold text, hash text, now instant
INSERT INTO account (person_id, email, email_fold, password_hash, changed_at)
VALUES (:person, :email, :email_fold, :hash, :now);

-- query account_hash_set change
-- in person int, before text, hash text, now instant
-- Only when the hash is still the one that the password was checked against.
UPDATE account SET password_hash = :hash, changed_at = :now
WHERE person_id = :person AND password_hash = :before;

-- query account_lang_set change
-- in person int, lang text
UPDATE person SET lang = :lang WHERE id = :person;

-- query account_sessions_end change
-- in person int, now instant
UPDATE web_session SET ended_at = :now WHERE person_id = :person AND ended_at IS NULL;

-- query account_host one
-- The organisation that runs this house; none before it is furnished.
SELECT id, name FROM organisation WHERE host = 1 ORDER BY id LIMIT 1;

-- query account_people many
-- scope none the shell asks it, to give somebody known an account
-- in email_fold text
SELECT p.id, p.name FROM person p WHERE p.email_fold = :email_fold ORDER BY p.id;

-- query account_hats many
-- scope mine
-- in today day
-- The own roles of today, also those set aside.
SELECT r.id, r.role, r.aside, o.name AS organisation
FROM role r JOIN organisation o ON o.id = r.organisation_id
WHERE r.person_id = :viewer AND r.from_day <= :today
  AND (r.until_day IS NULL OR r.until_day >= :today)
ORDER BY o.host DESC, o.name, r.role, r.id;
