-- expect 5: column name: too many parts
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    played TEXT NOT NULL, -- 0 results; always; day
    name TEXT -- 0 results; always; day; day
) STRICT;
