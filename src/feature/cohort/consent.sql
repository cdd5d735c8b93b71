-- SPDX-License-Identifier: EUPL-1.2
-- Asking a manager, or a deputy, for a decision by a link; reminding; what the link opens.

-- query consent_manager one
-- scope none asked by the rule that sends the question
-- in application int, today day
-- out email text?
SELECT p.id, p.name, COALESCE(k.email, p.email) AS email
FROM application a
JOIN employment e ON e.person_id = a.person_id AND e.manager_id IS NOT NULL
    AND (e.until_day IS NULL OR e.until_day >= :today)
JOIN person p ON p.id = e.manager_id
LEFT JOIN account k ON k.person_id = p.id
WHERE a.id = :application
ORDER BY e.id LIMIT 1;

-- query consent_to_ask many
-- scope cohort
-- in now instant
-- Applications without a decision and without a link that still works.
SELECT a.id FROM application a
WHERE a.cohort_id = :scope AND a.withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM decision d
                  WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
  AND NOT EXISTS (SELECT 1 FROM consent_link l
                  WHERE l.application_id = a.id AND l.ended_at IS NULL AND l.until_at > :now)
ORDER BY a.at, a.id;

-- query consent_deputy one
-- scope application
-- in email_fold text, today day
-- Who has this address and belongs to an organisation of the applicant.
SELECT DISTINCT p.id, p.name
FROM application a
JOIN membership m ON m.person_id = a.person_id AND (m.until_day IS NULL OR m.until_day >= :today)
JOIN membership n ON n.organisation_id = m.organisation_id AND n.person_id <> a.person_id
    AND (n.until_day IS NULL OR n.until_day >= :today)
JOIN person p ON p.id = n.person_id AND p.email_fold = :email_fold
WHERE a.id = :scope
ORDER BY p.id LIMIT 1;

-- query consent_link_end change
-- in application int, now instant
UPDATE consent_link SET ended_at = :now WHERE application_id = :application AND ended_at IS NULL;

-- query consent_link_add one
-- scope none the answer is the number of the link just made
-- in token_hash blob, letter_hash blob, application int, person int, deputy_for int?, reminds flag, now instant, until instant
INSERT INTO consent_link (token_hash, letter_hash, application_id, person_id, deputy_for, reminds, created_at, until_at)
VALUES (:token_hash, :letter_hash, :application, :person, :deputy_for, :reminds, :now, :until)
RETURNING id;

-- query consent_letter_waiting one
-- scope none asked by the rule that sends the question
-- in person int
-- A letter with a question to this person that nobody began to send: what is asked now travels with it.
SELECT l.id, l.letter_hash
FROM consent_link l
JOIN outbox o ON o.person_id = l.person_id AND o.change_set = 'consent ' || l.id
WHERE l.person_id = :person AND l.letter_hash IS NOT NULL
  AND o.template IN ('consent', 'consent_reminder') AND o.state = 'waiting' AND o.attempts = 0
ORDER BY l.id DESC LIMIT 1;

-- query consent_letter many
-- scope none the secret in the link is what proves who asks
-- in token_hash blob, now instant
-- out deputy_name text?
-- What the link of a letter still opens.
SELECT l.id, l.application_id, l.person_id, l.deputy_for, r.name AS deputy_name, w.name AS manager_name,
    p.name, p.id AS applicant_id, c.id AS cohort_id, c.name AS cohort_name, a.week_quarters
FROM consent_link l
JOIN application a ON a.id = l.application_id AND a.withdrawn_at IS NULL
JOIN cohort c ON c.id = a.cohort_id AND c.state <> 'closed'
JOIN person p ON p.id = a.person_id
JOIN person w ON w.id = l.person_id
LEFT JOIN person r ON r.id = l.deputy_for
WHERE (l.letter_hash = :token_hash OR l.token_hash = :token_hash) AND l.ended_at IS NULL AND l.until_at > :now
  AND NOT EXISTS (SELECT 1 FROM decision d
                  WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
ORDER BY c.name, c.id, p.sort_name, l.id;

-- query consent_link_use change
-- in id int, now instant
-- Once: whoever comes second changes nothing.
UPDATE consent_link SET ended_at = :now WHERE id = :id AND ended_at IS NULL AND until_at > :now;

-- query consent_reminders many
-- scope none asked by the sender
-- in before instant, now instant
-- Links without an answer for so long, of which nobody was reminded yet.
SELECT l.id, l.application_id, l.person_id, l.deputy_for
FROM consent_link l
JOIN application a ON a.id = l.application_id AND a.withdrawn_at IS NULL
JOIN cohort c ON c.id = a.cohort_id AND c.state = 'recruiting'
WHERE l.ended_at IS NULL AND l.reminds = 0 AND l.created_at <= :before AND l.until_at > :now
  AND NOT EXISTS (SELECT 1 FROM decision d
                  WHERE d.kind = 'consent' AND d.subject_id = a.id AND d.replaced_by IS NULL)
ORDER BY l.id LIMIT 50;
