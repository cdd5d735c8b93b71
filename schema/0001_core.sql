-- SPDX-License-Identifier: EUPL-1.2
-- The data of one municipality and its partners. One text for SQLite (STRICT) and PostgreSQL.
-- Behind every column: its class, the purpose it serves, how long it is kept, and its kind where the
-- storage type does not say it (flag, day, clock, instant).
-- Classes: 0 public, 1 organisation, 2 personal, 3 performance, 4 private text shared with named
-- people, 5 private. 4 and 5 are sealed per person (src/store/vault.h).
-- Terms: use = as long as it is in use; end+N = N months after the person's last participation ends;
-- N = months after it was written.

-- ---- organisations and people ------------------------------------------------------------------

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,           -- 1 administration; use
    kind TEXT NOT NULL,                  -- 1 administration; use
    letter TEXT NOT NULL,                -- 1 administration; use
    host INTEGER NOT NULL DEFAULT 0,     -- 1 administration; use; flag
    created_at INTEGER NOT NULL,         -- 1 administration; use; instant
    CHECK (kind IN ('municipality', 'police', 'social_work', 'cleaning', 'housing', 'bureau', 'other')),
    CHECK (host IN (0, 1))
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 administration; use
    name TEXT NOT NULL,                  -- 1 administration; use
    UNIQUE (organisation_id, name)
) STRICT;

-- A person is not an account, not a membership and not an employment.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    given_name TEXT NOT NULL,            -- 2 participation; end+24
    infix TEXT NOT NULL,                 -- 2 participation; end+24
    family_name TEXT NOT NULL,           -- 2 participation; end+24
    name TEXT NOT NULL,                  -- 2 participation; end+24
    sort_name TEXT NOT NULL,             -- 2 participation; end+24
    email TEXT,                          -- 2 participation; end+24
    email_fold TEXT,                     -- 2 participation; end+24
    lang TEXT NOT NULL DEFAULT 'nl',     -- 2 participation; end+24
    created_at INTEGER NOT NULL,         -- 2 participation; end+24; instant
    CHECK (lang IN ('nl', 'en'))
) STRICT;
CREATE INDEX person_email ON person (email_fold);
CREATE INDEX person_sort ON person (sort_name, id);

CREATE TABLE membership (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),             -- 2 participation; end+24
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 2 participation; end+24
    unit_id INTEGER REFERENCES unit (id),                          -- 2 participation; end+24
    from_day TEXT NOT NULL,              -- 2 participation; end+24; day
    until_day TEXT,                      -- 2 participation; end+24; day
    CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;
-- Where people belong now is asked for on every list: answered from the index alone.
CREATE INDEX membership_person ON membership (person_id, until_day, organisation_id, unit_id);
CREATE INDEX membership_organisation ON membership (organisation_id, unit_id);

-- Where people come from: a file layout of one organisation, its columns mapped once.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 administration; use
    kind TEXT NOT NULL,                  -- 1 administration; use
    name TEXT NOT NULL,                  -- 1 administration; use
    created_at INTEGER NOT NULL,         -- 1 administration; use; instant
    UNIQUE (organisation_id, kind, name),
    CHECK (kind IN ('people', 'applications'))
) STRICT;

CREATE TABLE source_column (
    source_id INTEGER NOT NULL REFERENCES source (id), -- 1 administration; use
    field TEXT NOT NULL,                 -- 1 administration; use
    header TEXT NOT NULL,                -- 1 administration; use
    PRIMARY KEY (source_id, field)
) STRICT;

CREATE TABLE employment (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),             -- 2 participation; end+24
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 2 participation; end+24
    unit_id INTEGER REFERENCES unit (id),                          -- 2 participation; end+24
    source_id INTEGER REFERENCES source (id),                      -- 1 administration; use
    external_number TEXT,                -- 2 participation; end+24
    line INTEGER NOT NULL DEFAULT 1,     -- 1 administration; use
    post TEXT,                           -- 2 participation; end+24
    scale TEXT,                          -- 2 participation; end+24
    scale_step TEXT,                     -- 2 participation; end+24
    week_quarters INTEGER,               -- 2 participation; end+24
    roster TEXT,                         -- 2 participation; end+24
    from_day TEXT,                       -- 2 participation; end+24; day
    until_day TEXT,                      -- 2 participation; end+24; day
    manager_number TEXT,                 -- 2 participation; end+24
    manager_id INTEGER REFERENCES person (id),                     -- 2 participation; end+24
    version INTEGER NOT NULL DEFAULT 1   -- 1 administration; use
) STRICT;
CREATE INDEX employment_person ON employment (person_id);
CREATE INDEX employment_key ON employment (source_id, external_number, line);
CREATE INDEX employment_manager ON employment (manager_id);

CREATE TABLE account (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),  -- 2 access; end+1
    email TEXT NOT NULL,                 -- 2 access; end+1
    email_fold TEXT NOT NULL UNIQUE,     -- 2 access; end+1
    password_hash TEXT NOT NULL,         -- 2 access; end+1
    state TEXT NOT NULL DEFAULT 'active',-- 2 access; end+1
    changed_at INTEGER NOT NULL,         -- 2 access; end+1; instant
    CHECK (state IN ('active', 'closed'))
) STRICT;

CREATE TABLE role (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),             -- 1 access; end+24
    role TEXT NOT NULL,                  -- 1 access; end+24
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 access; end+24
    from_day TEXT NOT NULL,              -- 1 access; end+24; day
    until_day TEXT,                      -- 1 access; end+24; day
    granted_by INTEGER REFERENCES person (id),                     -- 1 access; end+24
    granted_at INTEGER NOT NULL,         -- 1 access; end+24; instant
    CHECK (role IN ('owner', 'coordinator', 'facilitator', 'co_designer', 'participant', 'line_manager',
                    'partner_coordinator', 'hr', 'works_council', 'dpo', 'operator')),
    CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE INDEX role_person ON role (person_id);

CREATE TABLE web_session (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,     -- 1 access; 1
    person_id INTEGER NOT NULL REFERENCES person (id), -- 1 access; 1
    csrf TEXT NOT NULL,                  -- 1 access; 1
    notice TEXT,                         -- 1 access; 1
    created_at INTEGER NOT NULL,         -- 1 access; 1; instant
    seen_at INTEGER NOT NULL,            -- 1 access; 1; instant
    ended_at INTEGER                     -- 1 access; 1; instant
) STRICT;
CREATE INDEX web_session_person ON web_session (person_id);

CREATE TABLE form_key (
    key TEXT PRIMARY KEY,                -- 1 access; 1
    person_id INTEGER REFERENCES person (id), -- 1 access; 1
    location TEXT NOT NULL,              -- 1 access; 1
    at INTEGER NOT NULL                  -- 1 access; 1; instant
) STRICT;

-- Who read whose record, written by the choke point where a right asks for it.
CREATE TABLE read_log (
    id INTEGER PRIMARY KEY,
    viewer_id INTEGER NOT NULL REFERENCES person (id), -- 1 access; 12
    access_right TEXT NOT NULL,          -- 1 access; 12
    object_kind TEXT NOT NULL,           -- 1 access; 12
    object_id INTEGER NOT NULL,          -- 1 access; 12
    at INTEGER NOT NULL                  -- 1 access; 12; instant
) STRICT;

-- What an organisation agreed to about its people's data.
CREATE TABLE data_agreement (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 administration; use
    from_day TEXT NOT NULL,              -- 1 administration; use; day
    until_day TEXT,                      -- 1 administration; use; day
    shares_attendance INTEGER NOT NULL,  -- 1 administration; use; flag
    keep_months INTEGER NOT NULL,        -- 1 administration; use
    CHECK (shares_attendance IN (0, 1))
) STRICT;

-- ---- imports -----------------------------------------------------------------------------------

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id), -- 1 administration; 24
    cohort_id INTEGER,                   -- 1 administration; 24
    file_name TEXT NOT NULL,             -- 1 administration; 24
    content BLOB NOT NULL,               -- 2 participation; 1
    state TEXT NOT NULL,                 -- 1 administration; 24
    by_person INTEGER NOT NULL REFERENCES person (id), -- 1 administration; 24
    at INTEGER NOT NULL,                 -- 1 administration; 24; instant
    applied_at INTEGER,                  -- 1 administration; 24; instant
    n_new INTEGER NOT NULL DEFAULT 0,    -- 1 administration; 24
    n_changed INTEGER NOT NULL DEFAULT 0,-- 1 administration; 24
    n_same INTEGER NOT NULL DEFAULT 0,   -- 1 administration; 24
    n_missing INTEGER NOT NULL DEFAULT 0,-- 1 administration; 24
    CHECK (state IN ('uploaded', 'applied', 'dropped'))
) STRICT;

-- One line per row that an import changed: what stood there before, so that it can be taken back.
CREATE TABLE import_change (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import (id), -- 1 administration; 24
    file_line INTEGER NOT NULL,          -- 1 administration; 24
    person_id INTEGER NOT NULL REFERENCES person (id), -- 2 participation; 24
    employment_id INTEGER REFERENCES employment (id),  -- 2 participation; 24
    action TEXT NOT NULL,                -- 1 administration; 24
    before TEXT,                         -- 2 participation; 24
    employment_version INTEGER,          -- 1 administration; 24
    CHECK (action IN ('new', 'changed', 'missing'))
) STRICT;
CREATE INDEX import_change_import ON import_change (import_id);

-- ---- decisions ---------------------------------------------------------------------------------

-- Consent, placement, approval, confirmation: what, by whom, in which role, when, why, and what
-- replaced it. The current decision about a subject is the one that nothing replaced.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 1 participation; end+24
    subject_id INTEGER NOT NULL,         -- 1 participation; end+24
    outcome TEXT NOT NULL,               -- 3 participation; end+24
    by_person INTEGER NOT NULL REFERENCES person (id), -- 2 participation; end+24
    as_role TEXT NOT NULL,               -- 1 participation; end+24
    deputy_for INTEGER REFERENCES person (id), -- 2 participation; end+24
    day TEXT NOT NULL,                   -- 2 participation; end+24; day
    at INTEGER NOT NULL,                 -- 2 participation; end+24; instant
    reason TEXT,                         -- 3 participation; end+24
    replaced_by INTEGER REFERENCES decision (id), -- 1 participation; end+24
    CHECK (kind IN ('consent', 'hours', 'placement', 'approval', 'plan'))
) STRICT;
CREATE INDEX decision_subject ON decision (kind, subject_id);

-- ---- programmes: versioned elements --------------------------------------------------------------

CREATE TABLE element (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,            -- 0 programme; use
    kind TEXT NOT NULL,                  -- 0 programme; use
    origin_installation TEXT NOT NULL,   -- 0 programme; use
    origin_organisation TEXT NOT NULL,   -- 0 programme; use
    origin_author TEXT NOT NULL,         -- 1 programme; use
    created_at INTEGER NOT NULL,         -- 0 programme; use; instant
    CHECK (kind IN ('module', 'theme', 'method', 'assignment', 'text'))
) STRICT;

-- Immutable: a change is a new version with its parent, or two parents after a merge.
CREATE TABLE element_version (
    id INTEGER PRIMARY KEY,
    element_id INTEGER NOT NULL REFERENCES element (id),      -- 0 programme; use
    number INTEGER NOT NULL,             -- 0 programme; use
    parent_id INTEGER REFERENCES element_version (id),        -- 0 programme; use
    merged_id INTEGER REFERENCES element_version (id),        -- 0 programme; use
    title TEXT NOT NULL,                 -- 0 programme; use
    body TEXT NOT NULL,                  -- 0 programme; use
    track TEXT,                          -- 0 programme; use
    minutes INTEGER,                     -- 0 programme; use
    decided INTEGER NOT NULL,            -- 0 programme; use; flag
    reason TEXT NOT NULL,                -- 1 programme; use
    author_id INTEGER REFERENCES person (id), -- 1 programme; use
    at INTEGER NOT NULL,                 -- 0 programme; use; instant
    UNIQUE (element_id, number),
    CHECK (track IN ('content', 'personal')),
    CHECK (decided IN (0, 1))
) STRICT;

CREATE TABLE programme (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,           -- 0 programme; use
    aim TEXT NOT NULL,                   -- 0 programme; use
    created_at INTEGER NOT NULL          -- 0 programme; use; instant
) STRICT;

CREATE TABLE programme_organisation (
    programme_id INTEGER NOT NULL REFERENCES programme (id),       -- 1 programme; use
    organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- 1 programme; use
    PRIMARY KEY (programme_id, organisation_id)
) STRICT;

CREATE TABLE programme_version (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programme (id),   -- 0 programme; use
    number INTEGER NOT NULL,             -- 0 programme; use
    parent_id INTEGER REFERENCES programme_version (id),       -- 0 programme; use
    reason TEXT NOT NULL,                -- 1 programme; use
    author_id INTEGER REFERENCES person (id), -- 1 programme; use
    at INTEGER NOT NULL,                 -- 0 programme; use; instant
    UNIQUE (programme_id, number)
) STRICT;

-- The elements of a version: modules stand at the top, everything else within a module.
CREATE TABLE programme_element (
    version_id INTEGER NOT NULL REFERENCES programme_version (id),       -- 0 programme; use
    element_version_id INTEGER NOT NULL REFERENCES element_version (id), -- 0 programme; use
    within_id INTEGER REFERENCES element (id), -- 0 programme; use
    position INTEGER NOT NULL,           -- 0 programme; use
    PRIMARY KEY (version_id, element_version_id)
) STRICT;
CREATE INDEX programme_element_order ON programme_element (version_id, within_id, position, element_version_id);

-- ---- cohorts -------------------------------------------------------------------------------------

CREATE TABLE cohort (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programme (id),         -- 1 participation; use
    version_id INTEGER NOT NULL REFERENCES programme_version (id),   -- 1 participation; use
    number INTEGER NOT NULL,             -- 1 participation; use
    name TEXT NOT NULL,                  -- 1 participation; use
    state TEXT NOT NULL,                 -- 1 participation; use
    places INTEGER NOT NULL,             -- 1 participation; use
    unit_min INTEGER NOT NULL,           -- 1 participation; use
    unit_max INTEGER NOT NULL,           -- 1 participation; use
    n_groups INTEGER NOT NULL,           -- 1 participation; use
    created_at INTEGER NOT NULL,         -- 1 participation; use; instant
    UNIQUE (programme_id, number),
    CHECK (state IN ('recruiting', 'running', 'closed')),
    CHECK (places BETWEEN 2 AND 400),
    CHECK (unit_min >= 0 AND unit_max >= unit_min),
    CHECK (n_groups BETWEEN 1 AND 100)
) STRICT;

CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),         -- 2 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),         -- 2 participation; end+24
    learning_question BLOB,              -- 4 participation; end+24
    motivation BLOB,                     -- 4 participation; end+24
    week_quarters INTEGER,               -- 2 participation; end+24
    together_with INTEGER REFERENCES person (id),              -- 2 participation; end+24
    via_alumnus INTEGER NOT NULL DEFAULT 0, -- 2 participation; end+24; flag
    withdrawn_at INTEGER,                -- 2 participation; end+24; instant
    at INTEGER NOT NULL,                 -- 2 participation; end+24; instant
    UNIQUE (cohort_id, person_id),
    CHECK (via_alumnus IN (0, 1))
) STRICT;
CREATE INDEX application_person ON application (person_id);

-- ---- groups: one table for the people of a cohort, subgroups, intervision, buddies ------------------

CREATE TABLE grouping (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 1 participation; end+24
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),   -- 1 participation; end+24
    module_id INTEGER REFERENCES element (id),           -- 1 participation; end+24
    within_id INTEGER REFERENCES grouping (id),          -- 1 participation; end+24
    number INTEGER NOT NULL,             -- 1 participation; end+24
    plan_id INTEGER,                     -- 1 participation; end+24
    created_at INTEGER NOT NULL,         -- 1 participation; end+24; instant
    CHECK (kind IN ('cohort', 'subgroup', 'intervision', 'buddy', 'challenge_team'))
) STRICT;
CREATE INDEX grouping_cohort ON grouping (cohort_id, kind, module_id, number);

CREATE TABLE grouping_member (
    grouping_id INTEGER NOT NULL REFERENCES grouping (id), -- 2 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),     -- 2 participation; end+24
    from_day TEXT NOT NULL,              -- 2 participation; end+24; day
    until_day TEXT,                      -- 2 participation; end+24; day
    PRIMARY KEY (grouping_id, person_id, from_day)
) STRICT;
CREATE INDEX grouping_member_now ON grouping_member (grouping_id, person_id, until_day);
CREATE INDEX grouping_member_person ON grouping_member (person_id);

-- ---- sessions and attendance -----------------------------------------------------------------------

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),   -- 1 participation; end+24
    module_id INTEGER NOT NULL REFERENCES element (id),  -- 1 participation; end+24
    number INTEGER NOT NULL,             -- 1 participation; end+24
    day TEXT,                            -- 1 participation; end+24; day
    start_clock INTEGER,                 -- 1 participation; end+24; clock
    end_clock INTEGER,                   -- 1 participation; end+24; clock
    place TEXT,                          -- 1 participation; end+24
    state TEXT NOT NULL,                 -- 1 participation; end+24
    calendar_uid TEXT NOT NULL UNIQUE,   -- 1 participation; end+24
    calendar_sequence INTEGER NOT NULL,  -- 1 participation; end+24
    UNIQUE (cohort_id, module_id, number),
    CHECK (state IN ('planned', 'moved', 'cancelled')),
    CHECK (end_clock > start_clock)
) STRICT;

CREATE TABLE session_facilitator (
    session_id INTEGER NOT NULL REFERENCES session (id), -- 1 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),   -- 2 participation; end+24
    PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE INDEX session_facilitator_person ON session_facilitator (person_id);

-- A person belongs to a session, not to a module: catching up in another cohort is ordinary.
CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id), -- 2 participation; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),   -- 2 participation; end+24
    created_at INTEGER NOT NULL,         -- 2 participation; end+24; instant
    ended_at INTEGER,                    -- 2 participation; end+24; instant
    UNIQUE (session_id, person_id)
) STRICT;
CREATE INDEX enrolment_person ON enrolment (person_id);
CREATE INDEX enrolment_expected ON enrolment (session_id, ended_at); -- who is expected is counted often

CREATE TABLE attendance (
    enrolment_id INTEGER PRIMARY KEY REFERENCES enrolment (id), -- 3 participation; end+24
    state TEXT NOT NULL,                 -- 3 participation; end+24
    noted_by INTEGER NOT NULL REFERENCES person (id),    -- 2 participation; end+24
    noted_at INTEGER NOT NULL,           -- 2 participation; end+24; instant
    CHECK (state IN ('present', 'excused', 'stayed_away'))
) STRICT;

-- ---- planning jobs and plans -------------------------------------------------------------------------

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                  -- 1 planning; 24
    state TEXT NOT NULL,                 -- 1 planning; 24
    input TEXT NOT NULL,                 -- 1 planning; 24
    output TEXT,                         -- 1 planning; 24
    progress INTEGER NOT NULL DEFAULT 0, -- 1 planning; 24
    note TEXT,                           -- 1 planning; 24
    seed INTEGER NOT NULL,               -- 1 planning; 24
    effort INTEGER NOT NULL,             -- 1 planning; 24
    cancel INTEGER NOT NULL DEFAULT 0,   -- 1 planning; 24; flag
    asked_by INTEGER REFERENCES person (id), -- 1 planning; 24
    asked_at INTEGER NOT NULL,           -- 1 planning; 24; instant
    started_at INTEGER,                  -- 1 planning; 24; instant
    ended_at INTEGER,                    -- 1 planning; 24; instant
    CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    CHECK (cancel IN (0, 1))
) STRICT;
CREATE INDEX job_state ON job (state, id);

-- What an engine proposed for a cohort: with its bound, recounted before it was stored.
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL UNIQUE REFERENCES job (id), -- 1 planning; end+24
    kind TEXT NOT NULL,                  -- 1 planning; end+24
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),  -- 1 planning; end+24
    objective INTEGER,                   -- 1 planning; end+24
    bound INTEGER,                       -- 1 planning; end+24
    repeats INTEGER,                     -- 1 planning; end+24
    baseline_mean REAL,                  -- 1 planning; end+24
    baseline_min INTEGER,                -- 1 planning; end+24
    baseline_max INTEGER,                -- 1 planning; end+24
    cpu_ms INTEGER,                      -- 1 planning; end+24
    engine_version TEXT NOT NULL,        -- 1 planning; end+24
    conflicts TEXT,                      -- 1 planning; end+24
    at INTEGER NOT NULL,                 -- 1 planning; end+24; instant
    CHECK (kind IN ('composition', 'rotation'))
) STRICT;
CREATE INDEX plan_cohort ON plan (cohort_id, kind);

-- One line per person and round (round 0 in a composition: group 1 placed, 0 waiting).
CREATE TABLE plan_row (
    plan_id INTEGER NOT NULL REFERENCES plan (id),       -- 2 planning; end+24
    person_id INTEGER NOT NULL REFERENCES person (id),   -- 2 planning; end+24
    round INTEGER NOT NULL,              -- 1 planning; end+24
    group_number INTEGER NOT NULL,       -- 2 planning; end+24
    reason TEXT,                         -- 2 planning; end+24
    PRIMARY KEY (plan_id, person_id, round)
) STRICT;

-- ---- messages ------------------------------------------------------------------------------------------

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id), -- 2 participation; 12
    template TEXT NOT NULL,              -- 1 participation; 12
    cause TEXT NOT NULL,                 -- 1 participation; 12
    change_set TEXT NOT NULL,            -- 1 participation; 12
    state TEXT NOT NULL,                 -- 1 participation; 12
    created_at INTEGER NOT NULL,         -- 1 participation; 12; instant
    sent_at INTEGER,                     -- 1 participation; 12; instant
    UNIQUE (person_id, change_set),
    CHECK (state IN ('waiting', 'sent', 'failed'))
) STRICT;

-- ---- measurement, fixed before the start ------------------------------------------------------------------

CREATE TABLE start_order (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programme (id), -- 1 measurement; use
    by_lot INTEGER NOT NULL,             -- 1 measurement; use; flag
    seed TEXT,                           -- 1 measurement; use
    by_person INTEGER NOT NULL REFERENCES person (id),       -- 1 measurement; use
    at INTEGER NOT NULL,                 -- 1 measurement; use; instant
    CHECK (by_lot IN (0, 1))
) STRICT;

CREATE TABLE start_order_cohort (
    start_order_id INTEGER NOT NULL REFERENCES start_order (id), -- 1 measurement; use
    cohort_id INTEGER NOT NULL REFERENCES cohort (id),           -- 1 measurement; use
    position INTEGER NOT NULL,           -- 1 measurement; use
    PRIMARY KEY (start_order_id, cohort_id)
) STRICT;

CREATE TABLE wave (
    id INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programme (id), -- 1 measurement; use
    number INTEGER NOT NULL,             -- 1 measurement; use
    outcome TEXT NOT NULL,               -- 1 measurement; use
    planned_day TEXT NOT NULL,           -- 1 measurement; use; day
    fixed_at INTEGER NOT NULL,           -- 1 measurement; use; instant
    fixed_by INTEGER NOT NULL REFERENCES person (id),        -- 1 measurement; use
    UNIQUE (programme_id, number, outcome)
) STRICT;

-- The only place where a pseudonym of the measurement meets a person; sealed with that person's key.
CREATE TABLE wave_key (
    person_id INTEGER PRIMARY KEY REFERENCES person (id), -- 2 measurement; end+24
    sealed_key BLOB NOT NULL             -- 5 measurement; end+24
) STRICT;
