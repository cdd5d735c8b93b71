-- expect 5: column name: expected -- CLASS PURPOSE; KEEP
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    -- 0 results; always
    name TEXT NOT NULL
) STRICT;
