-- SPDX-License-Identifier: EUPL-1.2
-- Rooms of which it is known how many people fit in them.

-- query room_list many
SELECT name_fold, name, seats FROM room ORDER BY name_fold LIMIT 300;

-- query room_at one
-- in fold text
SELECT name, seats FROM room WHERE name_fold = :fold;

-- query room_set change
-- in fold text, name text, seats int
INSERT INTO room (name_fold, name, seats) VALUES (:fold, :name, :seats)
ON CONFLICT (name_fold) DO UPDATE SET name = excluded.name, seats = excluded.seats;

-- query room_drop change
-- in fold text
DELETE FROM room WHERE name_fold = :fold;
