-- SPDX-License-Identifier: EUPL-1.2
-- Imports that were taken back as a whole. Their lines of import_change are gone with what they made.
CREATE TABLE import_undo (
    import_id INTEGER PRIMARY KEY REFERENCES import (id),   -- 1 administration; 24
    by_person INTEGER NOT NULL REFERENCES person (id),      -- 2 administration; 24
    at INTEGER NOT NULL                  -- 1 administration; 24; instant
) STRICT;
CREATE INDEX import_change_person ON import_change (person_id);
