-- expect 4: column name: TEXT cannot hold kind 'flag'
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 results; always; flag
) STRICT;
