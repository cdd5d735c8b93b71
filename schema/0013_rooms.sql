-- SPDX-License-Identifier: EUPL-1.2
-- Rooms: what they are called apart from case, accents and spaces, and how many people fit in them.
ALTER TABLE session ADD COLUMN place_fold TEXT; -- 1 participation; end+24
UPDATE session SET place_fold = lower(replace(place, ' ', '')) WHERE place IS NOT NULL;
CREATE INDEX session_place ON session (day, place_fold);
CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    name_fold TEXT NOT NULL UNIQUE,      -- 1 participation; use
    name TEXT NOT NULL,                  -- 1 participation; use
    seats INTEGER NOT NULL,              -- 1 participation; use
    CHECK (seats BETWEEN 1 AND 10000)
) STRICT;
