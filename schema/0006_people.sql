-- SPDX-License-Identifier: EUPL-1.2
-- Roles that their holder sets aside for a while, edits that meet, matches that a person confirmed,
-- and what people were told of their sessions.

ALTER TABLE role ADD COLUMN aside INTEGER NOT NULL DEFAULT 0; -- 1 access; end+24; flag
ALTER TABLE form_key ADD COLUMN body_hash BLOB; -- 1 access; 1
ALTER TABLE organisation ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- 1 administration; use
ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- 1 participation; end+24

-- Who is meant by a row of a file that waits: somebody known, or (nobody) somebody new.
CREATE TABLE import_answer (
    import_id INTEGER NOT NULL REFERENCES import (id), -- 1 administration; 24
    file_line INTEGER NOT NULL,          -- 1 administration; 24
    person_id INTEGER REFERENCES person (id),          -- 2 participation; 24
    by_person INTEGER NOT NULL REFERENCES person (id), -- 2 administration; 24
    at INTEGER NOT NULL,                 -- 1 administration; 24; instant
    PRIMARY KEY (import_id, file_line)
) STRICT;

-- Of a source without numbers and e-mail: whom a name in it means, because a person said so.
CREATE TABLE source_match (
    source_id INTEGER NOT NULL REFERENCES source (id), -- 1 administration; use
    name_fold TEXT NOT NULL,             -- 2 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id), -- 2 participation; end+24
    PRIMARY KEY (source_id, name_fold)
) STRICT;
CREATE INDEX source_match_person ON source_match (person_id);

-- How a session stood when somebody was last told of it. What differs now is told next.
CREATE TABLE session_told (
    session_id INTEGER NOT NULL REFERENCES session (id), -- 1 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),   -- 2 participation; end+24
    day TEXT,                            -- 1 participation; end+24; day
    start_clock INTEGER,                 -- 1 participation; end+24; clock
    end_clock INTEGER,                   -- 1 participation; end+24; clock
    place TEXT,                          -- 1 participation; end+24
    cancelled INTEGER NOT NULL,          -- 1 participation; end+24; flag
    at INTEGER NOT NULL,                 -- 1 participation; end+24; instant
    PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE INDEX session_told_person ON session_told (person_id);
CREATE INDEX session_day ON session (day);

-- Who does not want the overview of every week.
CREATE TABLE message_choice (
    person_id INTEGER PRIMARY KEY REFERENCES person (id), -- 2 participation; end+24
    digest INTEGER NOT NULL,             -- 2 participation; end+24; flag
    at INTEGER NOT NULL                  -- 2 participation; end+24; instant
) STRICT;
