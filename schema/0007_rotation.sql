-- SPDX-License-Identifier: EUPL-1.2
-- Plans for groups of several kinds, and who is to be kept together or apart in a cohort.
ALTER TABLE plan ADD COLUMN grouping_kind TEXT NOT NULL DEFAULT 'subgroup'; -- 1 planning; end+24
ALTER TABLE plan ADD COLUMN possible INTEGER; -- 1 planning; end+24
-- Without a reason: that two people are kept apart is all that anybody needs to know.
CREATE TABLE cohort_pair (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),   -- 1 participation; end+24
    person_a INTEGER NOT NULL REFERENCES person (id),    -- 2 participation; end+24
    person_b INTEGER NOT NULL REFERENCES person (id),    -- 2 participation; end+24
    kind TEXT NOT NULL,                  -- 3 participation; end+24
    by_person INTEGER NOT NULL REFERENCES person (id),   -- 2 participation; end+24
    at INTEGER NOT NULL,                 -- 2 participation; end+24; instant
    UNIQUE (cohort_id, person_a, person_b),
    CHECK (person_a < person_b),
    CHECK (kind IN ('together', 'apart'))
) STRICT;
