-- expect 1: must be called 0001_NAME.sql
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 results; always
) STRICT;
