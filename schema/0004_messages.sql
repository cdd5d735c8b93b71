-- SPDX-License-Identifier: EUPL-1.2
-- Messages that leave by themselves, and the ways in without a password: links and cards.

-- next_try is also the lease of the one who is sending: a crash leaves a message that waits.
ALTER TABLE outbox ADD COLUMN lang TEXT NOT NULL DEFAULT 'nl'; -- 2 participation; 12
ALTER TABLE outbox ADD COLUMN secret BLOB; -- 2 participation; 12
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0; -- 1 participation; 12
ALTER TABLE outbox ADD COLUMN next_try INTEGER NOT NULL DEFAULT 0; -- 1 participation; 12; instant
ALTER TABLE outbox ADD COLUMN problem TEXT; -- 1 participation; 12
CREATE INDEX outbox_waiting ON outbox (state, next_try);

CREATE TABLE account_link (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,     -- 1 access; 1
    person_id INTEGER NOT NULL REFERENCES person (id), -- 1 access; 1
    kind TEXT NOT NULL,                  -- 1 access; 1
    created_at INTEGER NOT NULL,         -- 1 access; 1; instant
    until_at INTEGER NOT NULL,           -- 1 access; 1; instant
    ended_at INTEGER,                    -- 1 access; 1; instant
    CHECK (kind IN ('invitation', 'reset'))
) STRICT;
CREATE INDEX account_link_person ON account_link (person_id, kind);

-- Who forgot a password, before it is looked up whether there is such an account.
CREATE TABLE reset_request (
    id INTEGER PRIMARY KEY,
    email_fold TEXT NOT NULL,            -- 2 access; 1
    at INTEGER NOT NULL                  -- 1 access; 1; instant
) STRICT;

CREATE TABLE card (
    person_id INTEGER PRIMARY KEY REFERENCES person (id), -- 2 access; end+1
    code_hash BLOB NOT NULL UNIQUE,      -- 2 access; end+1
    made_by INTEGER REFERENCES person (id), -- 2 access; end+1
    made_at INTEGER NOT NULL             -- 2 access; end+1; instant
) STRICT;
