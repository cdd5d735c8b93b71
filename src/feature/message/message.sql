-- SPDX-License-Identifier: EUPL-1.2

-- query message_add change
-- in person int, template text, cause text, change_set text, secret blob?, now instant
-- In the language of the person; a second message of the same change set is none.
INSERT INTO outbox (person_id, template, cause, change_set, state, lang, secret, created_at, next_try)
SELECT p.id, :template, :cause, :change_set, 'waiting', p.lang, :secret, :now, :now
FROM person p WHERE p.id = :person
ON CONFLICT (person_id, change_set) DO NOTHING;

-- query message_withdraw change
-- in person int, template text
DELETE FROM outbox WHERE person_id = :person AND template = :template AND state = 'waiting';

-- query message_due one
-- scope none asked by the sender
-- in now instant, all flag
-- out n int
-- At night (all = 0) only what opens a door: somebody is waiting for that.
SELECT CAST(count(o.id) AS INTEGER) AS n FROM outbox o
WHERE o.state = 'waiting' AND o.next_try <= :now
  AND (:all = 1 OR o.template IN ('invitation', 'reset'));

-- query message_claim one
-- scope none asked by the sender
-- in now instant, lease instant, all flag
-- Whoever sets next_try has the message until then; a crash gives it back.
UPDATE outbox SET attempts = attempts + 1, next_try = :lease
WHERE state = 'waiting' AND next_try <= :now AND id = (
    SELECT o.id FROM outbox o WHERE o.state = 'waiting' AND o.next_try <= :now
      AND (:all = 1 OR o.template IN ('invitation', 'reset'))
    ORDER BY o.next_try, o.id LIMIT 1)
RETURNING id, attempts;

-- query message_get one
-- scope none asked by the sender
-- in id int
-- out email text?
SELECT o.id, o.person_id, o.template, o.cause, o.change_set, o.lang, o.secret, o.created_at, p.name,
       COALESCE(a.email, p.email) AS email
FROM outbox o
JOIN person p ON p.id = o.person_id
LEFT JOIN account a ON a.person_id = p.id
WHERE o.id = :id;

-- query message_sent change
-- in id int, now instant
-- What opened a door is not kept longer than it must travel.
UPDATE outbox SET state = 'sent', sent_at = :now, secret = NULL, problem = NULL
WHERE id = :id AND state = 'waiting';

-- query message_needless change
-- in id int
-- There is nothing to say any more: it counts as done, and nothing left.
UPDATE outbox SET state = 'sent', secret = NULL, problem = NULL WHERE id = :id AND state = 'waiting';

-- query message_news_add change
-- in person int, template text, cause text, change_set text, now instant, next_try instant
INSERT INTO outbox (person_id, template, cause, change_set, state, lang, created_at, next_try)
SELECT p.id, :template, :cause, :change_set, 'waiting', p.lang, :now, :next_try
FROM person p WHERE p.id = :person
ON CONFLICT (person_id, change_set) DO NOTHING;

-- query message_later change
-- in id int, next_try instant, problem text
UPDATE outbox SET next_try = :next_try, problem = :problem WHERE id = :id AND state = 'waiting';

-- query message_failed change
-- in id int, problem text
UPDATE outbox SET state = 'failed', secret = NULL, problem = :problem
WHERE id = :id AND state = 'waiting';

-- query message_list many
-- scope mine
-- in today day, before int
-- The newest first, for those who lead the house.
SELECT o.id, p.name, o.template, o.state, o.created_at, o.sent_at, o.attempts, o.problem
FROM outbox o JOIN person p ON p.id = o.person_id
WHERE o.id < :before AND EXISTS (
    SELECT 1 FROM role r JOIN organisation h ON h.id = r.organisation_id
    WHERE r.person_id = :viewer AND h.host = 1 AND r.role IN ('owner', 'coordinator')
      AND r.aside = 0 AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today))
ORDER BY o.id DESC LIMIT 101;
