-- SPDX-License-Identifier: EUPL-1.2
-- With whom somebody asked to take part, as they wrote it; a person makes a rule of it or not.
CREATE TABLE application_wish (
    application_id INTEGER PRIMARY KEY REFERENCES application (id), -- 2 participation; end+24
    typed BLOB NOT NULL,                 -- 4 participation; end+24
    answer TEXT,                         -- 2 participation; end+24
    by_person INTEGER REFERENCES person (id), -- 2 participation; end+24
    at INTEGER NOT NULL,                 -- 2 participation; end+24; instant
    CHECK (answer IN ('kept', 'put_aside'))
) STRICT;
