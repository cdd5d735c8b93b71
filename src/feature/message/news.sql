-- SPDX-License-Identifier: EUPL-1.2
-- What is told by itself: sessions that stand otherwise than somebody was told, sessions that are near,
-- what waits. Asked by the sender, who has no role: each row goes to the person it is about.

-- query news_changed many
-- scope none asked by the sender
-- in today day
-- out person_id int
-- Who has to be told of a session: as participant or as facilitator, with an address, and with nothing
-- under way already that will say it.
SELECT DISTINCT x.person_id
FROM (
    SELECT e.session_id, e.person_id FROM session s
    JOIN enrolment e ON e.session_id = s.id AND e.ended_at IS NULL
    UNION
    SELECT f.session_id, f.person_id FROM session_facilitator f
) x
JOIN session s ON s.id = x.session_id
JOIN person p ON p.id = x.person_id
LEFT JOIN account a ON a.person_id = p.id
LEFT JOIN session_told t ON t.session_id = s.id AND t.person_id = p.id
WHERE (s.day >= :today OR t.day >= :today) AND COALESCE(a.email, p.email) IS NOT NULL
  AND (a.state IS NULL OR a.state = 'active')
  AND CASE WHEN t.session_id IS NULL THEN CASE WHEN s.day IS NOT NULL AND s.state <> 'cancelled' THEN 1 ELSE 0 END
           WHEN t.day IS DISTINCT FROM s.day OR t.start_clock IS DISTINCT FROM s.start_clock
             OR t.end_clock IS DISTINCT FROM s.end_clock OR t.place IS DISTINCT FROM s.place
             OR t.cancelled <> CASE WHEN s.state = 'cancelled' THEN 1 ELSE 0 END THEN 1
           ELSE 0 END = 1
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = p.id AND o.template IN ('sessions', 'place') AND o.state = 'waiting')
ORDER BY x.person_id;

-- query news_gone many
-- scope none asked by the sender
-- in today day
-- out person_id int
-- Who was told of a coming session and need not come any more: another leads it, or the place is
-- another's. With an address, and with nothing under way already that will say it.
SELECT DISTINCT t.person_id
FROM session s
JOIN session_told t ON t.session_id = s.id AND t.day >= :today AND t.cancelled = 0
JOIN person p ON p.id = t.person_id
LEFT JOIN account a ON a.person_id = p.id
WHERE s.day >= :today AND COALESCE(a.email, p.email) IS NOT NULL
  AND (a.state IS NULL OR a.state = 'active')
  AND NOT EXISTS (SELECT 1 FROM enrolment e
                  WHERE e.session_id = s.id AND e.person_id = t.person_id AND e.ended_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM session_facilitator f
                  WHERE f.session_id = s.id AND f.person_id = t.person_id)
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = p.id AND o.template IN ('sessions', 'place') AND o.state = 'waiting')
ORDER BY t.person_id;

-- query news_sessions many
-- scope none asked by the sender
-- in person int, today day
-- out guides flag, gone flag, cancelled flag, was_told flag, told_day day?, told_start clock?, told_end clock?
-- out told_place text?, told_cancelled flag, reason text?
-- The coming sessions of one person, as they stand and as they were told; `gone`: told, and the person need
-- not come any more.
SELECT s.id, c.name AS cohort, pe.position, s.number, v.title, s.day, s.start_clock, s.end_clock, s.place,
       CASE WHEN EXISTS (SELECT 1 FROM session_facilitator f
                         WHERE f.session_id = s.id AND f.person_id = :person) THEN 1 ELSE 0 END AS guides,
       CASE WHEN EXISTS (SELECT 1 FROM enrolment e
                         WHERE e.session_id = s.id AND e.person_id = :person AND e.ended_at IS NULL)
              OR EXISTS (SELECT 1 FROM session_facilitator f
                         WHERE f.session_id = s.id AND f.person_id = :person) THEN 0 ELSE 1 END AS gone,
       CASE WHEN s.state = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
       CASE WHEN t.session_id IS NULL THEN 0 ELSE 1 END AS was_told,
       t.day AS told_day, t.start_clock AS told_start, t.end_clock AS told_end,
       t.place AS told_place, COALESCE(t.cancelled, 0) AS told_cancelled, y.reason
FROM session s
JOIN cohort c ON c.id = s.cohort_id
JOIN programme_element pe ON pe.version_id = c.version_id AND pe.within_id IS NULL
JOIN element_version v ON v.id = pe.element_version_id AND v.element_id = s.module_id
LEFT JOIN session_told t ON t.session_id = s.id AND t.person_id = :person
LEFT JOIN session_cancellation y ON y.session_id = s.id
WHERE (s.day >= :today OR t.day >= :today)
  AND (EXISTS (SELECT 1 FROM enrolment e
               WHERE e.session_id = s.id AND e.person_id = :person AND e.ended_at IS NULL)
       OR EXISTS (SELECT 1 FROM session_facilitator f
                  WHERE f.session_id = s.id AND f.person_id = :person)
       OR (s.day >= :today AND t.day >= :today AND t.cancelled = 0))
ORDER BY s.day NULLS LAST, s.start_clock NULLS LAST, c.name, pe.position, s.number;

-- query news_told_drop change
-- in session int, person int
DELETE FROM session_told WHERE session_id = :session AND person_id = :person;

-- query news_told_add change
-- in session int, person int, day day?, start clock?, end clock?, place text?, cancelled flag, now instant
INSERT INTO session_told (session_id, person_id, day, start_clock, end_clock, place, cancelled, at)
VALUES (:session, :person, :day, :start, :end, :place, :cancelled, :now);

-- query news_told_all change
-- in now instant
-- Everybody knows how everything stands: of a house that is furnished at once.
INSERT INTO session_told (session_id, person_id, day, start_clock, end_clock, place, cancelled, at)
SELECT s.id, x.person_id, s.day, s.start_clock, s.end_clock, s.place,
       CASE WHEN s.state = 'cancelled' THEN 1 ELSE 0 END, :now
FROM session s JOIN (
    SELECT e.session_id, e.person_id FROM enrolment e WHERE e.ended_at IS NULL
    UNION
    SELECT f.session_id, f.person_id FROM session_facilitator f
) x ON x.session_id = s.id
WHERE true
ON CONFLICT (session_id, person_id) DO NOTHING;

-- query news_near many
-- scope none asked by the sender
-- in today day, until day
-- out person_id int, day day
-- Who has a session within these days and was not reminded of that day yet; who said not to come is not
-- reminded, nor who has a message about changes under way.
SELECT DISTINCT x.person_id, s.day
FROM session s
JOIN (
    SELECT e.session_id, e.person_id FROM enrolment e
    WHERE e.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendance n WHERE n.enrolment_id = e.id AND n.state = 'excused')
      AND NOT EXISTS (SELECT 1 FROM absence_notice b WHERE b.enrolment_id = e.id)
    UNION
    SELECT f.session_id, f.person_id FROM session_facilitator f
) x ON x.session_id = s.id
JOIN person p ON p.id = x.person_id
LEFT JOIN account a ON a.person_id = p.id
WHERE s.day > :today AND s.day <= :until AND s.state <> 'cancelled'
  AND COALESCE(a.email, p.email) IS NOT NULL AND (a.state IS NULL OR a.state = 'active')
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = p.id AND o.change_set = 'reminder ' || s.day)
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = p.id AND o.template IN ('sessions', 'place') AND o.state = 'waiting')
ORDER BY x.person_id, s.day;

-- query news_expected many
-- scope none asked by the sender
-- in person int, day day
-- The sessions on this day to which the person is still expected.
SELECT s.id FROM session s
WHERE s.day = :day AND s.state <> 'cancelled'
  AND (EXISTS (SELECT 1 FROM enrolment e
               WHERE e.session_id = s.id AND e.person_id = :person AND e.ended_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM attendance n
                                 WHERE n.enrolment_id = e.id AND n.state = 'excused')
                 AND NOT EXISTS (SELECT 1 FROM absence_notice b WHERE b.enrolment_id = e.id))
       OR EXISTS (SELECT 1 FROM session_facilitator f
                  WHERE f.session_id = s.id AND f.person_id = :person))
ORDER BY s.id;

-- query news_readers many
-- scope none asked by the sender
-- in today day, change_set text
-- Who gets an overview of the week: who has a role or leads people, has an account, and wants it.
SELECT DISTINCT a.person_id
FROM account a
LEFT JOIN message_choice m ON m.person_id = a.person_id
WHERE a.state = 'active' AND (m.digest IS NULL OR m.digest = 1)
  AND (EXISTS (SELECT 1 FROM role r
               WHERE r.person_id = a.person_id AND r.from_day <= :today
                 AND (r.until_day IS NULL OR r.until_day >= :today)
                 AND r.role IN ('owner', 'coordinator', 'facilitator', 'hr'))
       OR EXISTS (SELECT 1 FROM employment e
                  WHERE e.manager_id = a.person_id
                    AND (e.until_day IS NULL OR e.until_day >= :today)))
  AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.person_id = a.person_id AND o.change_set = :change_set)
ORDER BY a.person_id;

-- query news_choice one
-- scope mine
-- out digest flag
-- Nobody chose: it is sent.
SELECT CASE WHEN EXISTS (SELECT 1 FROM message_choice m WHERE m.person_id = :viewer AND m.digest = 0)
       THEN 0 ELSE 1 END AS digest;

-- query news_choice_drop change
-- in person int
DELETE FROM message_choice WHERE person_id = :person;

-- query news_choice_add change
-- in person int, digest flag, now instant
INSERT INTO message_choice (person_id, digest, at) VALUES (:person, :digest, :now);

-- query news_mine many
-- scope mine
-- The messages to the viewer, the newest first; a message that opens a door only says that there was one.
SELECT o.id, o.template, o.state, o.created_at, o.sent_at
FROM outbox o WHERE o.person_id = :viewer ORDER BY o.id DESC LIMIT 50;
