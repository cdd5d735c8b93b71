-- expect 4: column name: expected -- CLASS PURPOSE; KEEP
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, size INTEGER -- 0 results; always
) STRICT;
