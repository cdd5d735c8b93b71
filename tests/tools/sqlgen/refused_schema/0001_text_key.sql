-- expect 3: column id: expected -- CLASS PURPOSE; KEEP
CREATE TABLE token (
    id TEXT PRIMARY KEY NOT NULL
) STRICT;
