-- expect 1: no line of CREATE TABLE team_copy
CREATE TABLE team (
    id INTEGER PRIMARY KEY
) STRICT;
ALTER TABLE team RENAME TO team_copy;
