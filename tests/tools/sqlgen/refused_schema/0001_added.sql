-- expect 5: column size: expected -- CLASS PURPOSE; KEEP
CREATE TABLE team (
    id INTEGER PRIMARY KEY
) STRICT;
ALTER TABLE team ADD COLUMN size INTEGER;
