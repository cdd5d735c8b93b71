-- SPDX-License-Identifier: EUPL-1.2
-- A participant who says beforehand not to come to one session. It is the person's own word: that
-- the notice counts as excused stands in attendance.
CREATE TABLE absence_notice (
    enrolment_id INTEGER PRIMARY KEY REFERENCES enrolment (id), -- 2 participation; end+24
    reason BLOB,                         -- 4 participation; end+24
    at INTEGER NOT NULL                  -- 2 participation; end+24; instant
) STRICT;

-- Why a session does not take place; whoever sees the session reads it.
CREATE TABLE session_cancellation (
    session_id INTEGER PRIMARY KEY REFERENCES session (id), -- 1 participation; end+24
    reason TEXT NOT NULL,                -- 1 participation; end+24
    by_person INTEGER NOT NULL REFERENCES person (id),      -- 2 participation; end+24
    at INTEGER NOT NULL                  -- 2 participation; end+24; instant
) STRICT;
