-- SPDX-License-Identifier: EUPL-1.2
-- Asking to take part.

-- query apply_cohorts many
-- scope mine
-- in today day
-- Cohorts that still recruit and may be asked for: of the municipality by everybody, of a partner by
-- its own people.
SELECT c.id, c.name, g.name AS programme_name
FROM cohort c
JOIN programme g ON g.id = c.programme_id
WHERE c.state = 'recruiting'
  AND NOT EXISTS (SELECT 1 FROM session s
                  WHERE s.cohort_id = c.id AND s.state <> 'cancelled' AND s.day <= :today)
  AND EXISTS (SELECT 1 FROM membership b
              JOIN programme_organisation po ON po.programme_id = c.programme_id
              JOIN organisation o ON o.id = po.organisation_id
              WHERE b.person_id = :viewer AND (b.until_day IS NULL OR b.until_day >= :today)
                AND (o.host = 1 OR o.id = b.organisation_id))
ORDER BY g.name, c.number;

-- query apply_own many
-- scope mine
-- out consent text?, placement text?, wished flag, wish_answer text?
-- What the viewer asked for, and what was answered to a wish about with whom; never whom it was found to mean.
SELECT a.id, a.cohort_id, c.name AS cohort_name, a.at, a.withdrawn_at, c.state,
    dc.outcome AS consent, dp.outcome AS placement,
    CASE WHEN w.application_id IS NOT NULL THEN 1 ELSE 0 END AS wished, w.answer AS wish_answer
FROM application a
JOIN cohort c ON c.id = a.cohort_id
LEFT JOIN application_wish w ON w.application_id = a.id
LEFT JOIN decision dc ON dc.kind = 'consent' AND dc.subject_id = a.id AND dc.replaced_by IS NULL
LEFT JOIN decision dp ON dp.kind = 'placement' AND dp.subject_id = a.id AND dp.replaced_by IS NULL
WHERE a.person_id = :viewer
ORDER BY a.at DESC, a.id DESC;
