-- SPDX-License-Identifier: EUPL-1.2
CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL -- 0 programme of the club; always
) STRICT;
ALTER TABLE team ADD COLUMN room_id INTEGER REFERENCES room (id); -- 0 programme; always
INSERT INTO room (name) VALUES ('Café "de \ Toren"; first floor');
