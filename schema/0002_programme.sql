-- SPDX-License-Identifier: EUPL-1.2
-- What a facilitator needs beside an element, the language a programme is written in, and versions
-- that are still being made: at most one draft per programme, which nobody is pinned to.
ALTER TABLE element_version ADD COLUMN materials TEXT NOT NULL DEFAULT ''; -- 0 programme; use
ALTER TABLE element_version ADD COLUMN notes TEXT NOT NULL DEFAULT ''; -- 0 programme; use
ALTER TABLE programme ADD COLUMN lang TEXT NOT NULL DEFAULT 'nl'; -- 0 programme; use
ALTER TABLE programme_version ADD COLUMN draft INTEGER NOT NULL DEFAULT 0; -- 0 programme; use; flag
CREATE UNIQUE INDEX programme_version_draft ON programme_version (programme_id) WHERE draft = 1;
