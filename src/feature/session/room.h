// SPDX-License-Identifier: EUPL-1.2
// Rooms: when two names are one room, and whether people fit in it.
#ifndef VLIEGWIEL_FEATURE_ROOM_H
#define VLIEGWIEL_FEATURE_ROOM_H
#include "base/str.h"
#include "room_sql.h"

enum { ROOM_SEATS_MAX = 10000 };

// Rooms whose names differ in case, accents or spaces alone have one key. STR_NONE: no room.
struct str room_key(struct arena *arena, struct str name);
// NULL: it is not known how many people fit in it.
const struct room_list_row *room_find(const struct room_list *rooms, struct str key);
// In: who is expected, and who leads. `seats` 0: not known, and everybody fits.
bool room_fits(int64_t seats, int64_t n_expected, int64_t n_leaders);

enum room_fate {
    ROOM_KEEP, // the person left it alone, or it stands there already
    ROOM_WRITE,
    ROOM_CONFLICT, // somebody else wrote another number meanwhile
};
// In: seats as the form was made from, as typed, and as they are now; 0: none.
enum room_fate room_fate_of(int64_t was, int64_t typed, int64_t now);
// 0 seats: forgotten.
NODISCARD enum rc room_write(struct db *db, struct arena *arena, struct str name, int64_t seats);
#endif
