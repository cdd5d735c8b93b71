-- expect 4: column name: ANY cannot hold kind
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name ANY -- 0 results; always
) STRICT;
