-- expect 3: table team must be STRICT
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 results; always
);
