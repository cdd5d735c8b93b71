-- expect 4: column name: purpose and term are needed
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 results; ; day
) STRICT;
