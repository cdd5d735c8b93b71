-- expect 4: column name: the class must be 0 to 5
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 6 results; always
) STRICT;
