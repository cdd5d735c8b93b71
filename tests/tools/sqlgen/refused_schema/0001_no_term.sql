-- expect 4: column name: expected -- CLASS PURPOSE; KEEP
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 results
) STRICT;
