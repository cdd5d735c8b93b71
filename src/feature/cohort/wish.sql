-- SPDX-License-Identifier: EUPL-1.2
-- With whom applicants asked to take part.

-- query wish_drop change
-- in application int
DELETE FROM application_wish WHERE application_id = :application;

-- query wish_add change
-- in application int, typed blob, now instant
INSERT INTO application_wish (application_id, typed, at) VALUES (:application, :typed, :now);

-- query wish_list many
-- scope cohort
-- Wishes of a cohort on which nobody decided yet, in the order in which they came.
SELECT w.application_id, a.person_id, p.name, w.typed
FROM application_wish w
JOIN application a ON a.id = w.application_id AND a.withdrawn_at IS NULL
JOIN person p ON p.id = a.person_id
WHERE a.cohort_id = :scope AND w.answer IS NULL
ORDER BY a.at, a.id;

-- query wish_answer change
-- in cohort int, application int, answer text, by_person int, now instant
-- Once: whoever comes second changes nothing.
UPDATE application_wish SET answer = :answer, by_person = :by_person, at = :now
WHERE application_id = :application AND answer IS NULL
  AND EXISTS (SELECT 1 FROM application a WHERE a.id = :application AND a.cohort_id = :cohort);
