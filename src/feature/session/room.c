// SPDX-License-Identifier: EUPL-1.2
// Rules of rooms; see room.h. No HTML, no SQL text.
#include "feature/session/room.h"
#include "base/buf.h"

struct str room_key(struct arena *arena, struct str name) {
    const struct str folded = str_fold(arena, name);
    if (!str_is(folded))
        return STR_NONE;
    struct buf key = buf_on(arena, folded.n);
    for (size_t i = 0; i < folded.n; i++) {
        const bool hard_space =
            i + 1 < folded.n && folded.p[i] == '\xC2' && folded.p[i + 1] == '\xA0';
        if (hard_space)
            i++; // U+00A0 takes two bytes
        else if (folded.p[i] != ' ' && folded.p[i] != '\t')
            buf_char(&key, folded.p[i]);
    }
    return key.n > 0 ? buf_done(&key) : STR_NONE;
}

const struct room_list_row *room_find(const struct room_list *rooms, struct str key) {
    for (size_t i = 0; str_is(key) && i < rooms->n; i++)
        if (str_eq(rooms->rows[i].name_fold, key))
            return &rooms->rows[i];
    return NULL;
}

bool room_fits(int64_t seats, int64_t n_expected, int64_t n_leaders) {
    return seats == 0 || n_expected + n_leaders <= seats;
}

enum room_fate room_fate_of(int64_t was, int64_t typed, int64_t now) {
    if (typed == was || typed == now)
        return ROOM_KEEP;
    return was == now ? ROOM_WRITE : ROOM_CONFLICT;
}

enum rc room_write(struct db *db, struct arena *arena, struct str name, int64_t seats) {
    const struct str key = room_key(arena, name);
    if (!str_is(key) || seats < 0 || seats > ROOM_SEATS_MAX)
        return RC_INVALID;
    return seats == 0 ? q_room_drop(db, key, NULL)
                      : q_room_set(db, key, str_trim(name), seats, NULL);
}
