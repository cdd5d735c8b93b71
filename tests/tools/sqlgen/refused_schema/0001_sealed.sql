-- expect 4: column note: class 4 is sealed, so it must be BLOB
CREATE TABLE team (
    id INTEGER PRIMARY KEY,
    note TEXT -- 4 learning; one year
) STRICT;
