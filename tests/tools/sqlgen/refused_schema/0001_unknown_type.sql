-- expect 2: unknown datatype
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    name TEKST -- 0 results; always
) STRICT;
