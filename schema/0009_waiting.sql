-- SPDX-License-Identifier: EUPL-1.2
-- Seats per organisation, why somebody moved without being chosen, catching up in another cohort, and
-- the link by which a manager decides without an account.
CREATE TABLE cohort_seat (
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),             -- 1 participation; use
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 participation; use
    least INTEGER NOT NULL,              -- 1 participation; use
    most INTEGER NOT NULL,               -- 1 participation; use
    PRIMARY KEY (cohort_id, organisation_id),
    CHECK (least >= 0 AND most >= least)
) STRICT;
-- A placement that follows from another: somebody stopped, moved up, or takes somebody's place.
CREATE TABLE placement_cause (
    decision_id INTEGER PRIMARY KEY REFERENCES decision (id), -- 1 participation; end+24
    cause TEXT NOT NULL,                 -- 1 participation; end+24
    other_id INTEGER REFERENCES application (id),             -- 1 participation; end+24
    CHECK (cause IN ('stopped', 'moved_up', 'replaces'))
) STRICT;
-- A place at a session of another cohort, for one of the own cohort that somebody missed.
CREATE TABLE catch_up (
    enrolment_id INTEGER PRIMARY KEY REFERENCES enrolment (id), -- 2 participation; end+24
    missed_id INTEGER NOT NULL UNIQUE REFERENCES enrolment (id), -- 2 participation; end+24
    by_person INTEGER NOT NULL REFERENCES person (id),        -- 2 participation; end+24
    at INTEGER NOT NULL                  -- 2 participation; end+24; instant
) STRICT;
-- Opens one decision about one application, for one person, once.
CREATE TABLE consent_link (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,     -- 1 access; 1
    application_id INTEGER NOT NULL REFERENCES application (id), -- 1 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),        -- 2 participation; end+24
    deputy_for INTEGER REFERENCES person (id),                -- 2 participation; end+24
    reminds INTEGER NOT NULL DEFAULT 0,  -- 1 participation; end+24; flag
    created_at INTEGER NOT NULL,         -- 1 participation; end+24; instant
    until_at INTEGER NOT NULL,           -- 1 participation; end+24; instant
    ended_at INTEGER,                    -- 1 participation; end+24; instant
    CHECK (reminds IN (0, 1))
) STRICT;
CREATE INDEX consent_link_application ON consent_link (application_id, ended_at);
CREATE INDEX consent_link_open ON consent_link (ended_at, created_at);
