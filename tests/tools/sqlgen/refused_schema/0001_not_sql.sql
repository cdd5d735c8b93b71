-- expect 5: near "NOT": syntax error
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, -- 0 results; always
    size INTEGER, NOT NULL -- 0 results; always
) STRICT;
