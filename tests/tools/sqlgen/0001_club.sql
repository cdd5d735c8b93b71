-- SPDX-License-Identifier: EUPL-1.2
-- A chess club: enough of a schema to try every rule of sqlgen on.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, -- 2 administration; while a member
    name_fold TEXT NOT NULL, -- 2 search; while a member
    born TEXT, -- 2 age groups; while a member; day
    note BLOB, -- 5 own notes; until removed by the person
    joined INTEGER NOT NULL, -- 2 administration; while a member; instant
    rating REAL NOT NULL, -- 3 pairing; while a member
    strength REAL, -- 3 pairing; while a member
    trainer_id INTEGER REFERENCES person (id) -- 2 training; while a member
) STRICT;

CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, -- 0 programme of the club; always
    active INTEGER NOT NULL DEFAULT 1
        CHECK (active IN (0, 1)), -- 0 programme of the club; always; flag
    starts INTEGER, -- 0 programme of the club; always; clock
    UNIQUE (name)
) STRICT;

CREATE TABLE team_member (
    team_id INTEGER NOT NULL REFERENCES team (id), -- 2 programme of the club; one season
    person_id INTEGER NOT NULL REFERENCES person (id), -- 2 programme of the club; one season
    seat INTEGER, -- 2 programme of the club; one season
    PRIMARY KEY (team_id, person_id)
) STRICT;

CREATE TABLE game (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL REFERENCES team (id), -- 0 results; always
    played TEXT NOT NULL, -- 0 results; always; day
    white_id INTEGER REFERENCES person (id), -- 2 results; five years
    moves TEXT NOT NULL -- 0 results; always
) STRICT;
