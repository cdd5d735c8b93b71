-- SPDX-License-Identifier: EUPL-1.2
-- Work that is too long for a request: asked by a person, done by the worker.

-- query job_ask one
-- scope none the answer is the number of the job just made
-- in kind text, input text, seed int, effort int, asked_by int?, now instant
INSERT INTO job (kind, state, input, seed, effort, asked_by, asked_at)
VALUES (:kind, 'waiting', :input, :seed, :effort, :asked_by, :now)
RETURNING id;

-- query job_get one
-- scope none a job holds no personal data; the page of what it plans is checked by its own right
-- in id int
SELECT id, kind, state, output, progress, note, seed, effort, cancel, asked_by, asked_at, started_at,
       ended_at
FROM job WHERE id = :id;

-- query job_waiting one
-- scope none asked by the worker
-- out n int
SELECT CAST(count(id) AS INTEGER) AS n FROM job WHERE state = 'waiting';

-- query job_claim one
-- scope none asked by the worker
-- in now instant
UPDATE job SET state = 'running', started_at = :now, progress = 0
WHERE state = 'waiting' AND id = (SELECT j.id FROM job j WHERE j.state = 'waiting' ORDER BY j.id LIMIT 1)
RETURNING id, kind, input, seed, effort, asked_by;

-- query job_progress change
-- in id int, progress int, note text?
UPDATE job SET progress = :progress, note = :note WHERE id = :id AND state = 'running';

-- query job_is_cancelled one
-- scope none asked by the worker
-- in id int
SELECT j.cancel FROM job j WHERE j.id = :id;

-- query job_cancel change
-- in id int, now instant
-- A job that waits is over at once; one that runs is told.
UPDATE job
SET cancel = 1,
    state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END,
    ended_at = CASE WHEN state = 'waiting' THEN :now ELSE ended_at END
WHERE id = :id AND state IN ('waiting', 'running');

-- query job_end change
-- in id int, state text, output text?, note text?, now instant
UPDATE job SET state = :state, output = :output, note = :note, progress = 1000, ended_at = :now
WHERE id = :id AND state = 'running';

-- query job_put_back change
-- in id int
UPDATE job SET state = 'waiting', started_at = NULL, progress = 0
WHERE id = :id AND state = 'running';

-- query job_put_back_all change
-- What a process that died had begun.
UPDATE job SET state = 'waiting', started_at = NULL, progress = 0 WHERE state = 'running';
