-- SPDX-License-Identifier: EUPL-1.2
-- Every card that was made, for whom and by whom: a card lets whoever holds it sign in as that person.
CREATE TABLE card_made (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id), -- 2 access; end+1
    by_person INTEGER REFERENCES person (id), -- 2 access; end+1
    at INTEGER NOT NULL,                 -- 2 access; end+1; instant
    replaces INTEGER NOT NULL,           -- 1 access; end+1; flag
    CHECK (replaces IN (0, 1))
) STRICT;
CREATE INDEX card_made_person ON card_made (person_id, at);
INSERT INTO card_made (person_id, by_person, at, replaces) SELECT person_id, made_by, made_at, 0 FROM card;
