-- SPDX-License-Identifier: EUPL-1.2
-- A participant who says beforehand not to come to one session. It is the person's own word: that
-- the notice counts as excused stands in attendance.
CREATE TABLE absence_notice (
    enrolment_id INTEGER PRIMARY KEY REFERENCES enrolment (id), -- 2 participation; end+24
    reason BLOB,                         -- 4 participation; end+24
    at INTEGER NOT NULL                  -- 2 participation; end+24; instant
) STRICT;
