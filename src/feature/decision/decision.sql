-- SPDX-License-Identifier: EUPL-1.2

-- query decision_add one
-- in kind text, subject int, outcome text, by_person int, as_role text, deputy_for int?, day day, now instant, reason text?
INSERT INTO decision (kind, subject_id, outcome, by_person, as_role, deputy_for, day, at, reason)
VALUES (:kind, :subject, :outcome, :by_person, :as_role, :deputy_for, :day, :now, :reason)
RETURNING id;

-- query decision_replace change
-- in kind text, subject int, id int
-- The earlier current decision about this subject, if any, is replaced by this one.
UPDATE decision SET replaced_by = :id
WHERE kind = :kind AND subject_id = :subject AND replaced_by IS NULL AND id <> :id;
