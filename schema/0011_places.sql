-- SPDX-License-Identifier: EUPL-1.2
-- Who knows of a place that came free and was filled: the person, the manager, who speaks for the partner.
CREATE TABLE place_told (
    decision_id INTEGER NOT NULL REFERENCES decision (id), -- 1 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),     -- 2 participation; end+24
    at INTEGER NOT NULL,                 -- 2 participation; end+24; instant
    PRIMARY KEY (decision_id, person_id)
) STRICT;
CREATE INDEX decision_at ON decision (at);
