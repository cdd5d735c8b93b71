// SPDX-License-Identifier: EUPL-1.2
// Rooms: which names are one, who fits, and two people who write down how many seats there are.
#include "feature/session/test_world.h"

static void assert_key(struct arena *arena, const char *name, const char *key) {
    assert_str(room_key(arena, str_from_c(name)), key);
}

static void names_of_one_room(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    assert_key(arena, "Wijkcentrum De Brug", "wijkcentrumdebrug");
    assert_key(arena, "  wijkcentrum  DE brug ", "wijkcentrumdebrug");
    assert_key(arena,
               "wijkcentrum\xC2\xA0"
               "de\tbrug",
               "wijkcentrumdebrug");
    assert_key(arena, "Café Één", "cafeeen");
    assert_key(arena, "cafe een", "cafeeen");
    assert_key(arena, "Zaal 1", "zaal1");
    assert_key(arena, "Zaal 2", "zaal2");
    assert_null(room_key(arena, STR(" \t ")).p);
    assert_null(room_key(arena, STR("")).p);
    assert_null(room_key(arena, STR_NONE).p);
    arena_free(arena);
}

// 24 who take part and 2 who lead need 26 seats. Nobody knows of a room how many it has: all fit.
static void who_fits(void **state) {
    (void)state;
    assert_true(room_fits(26, 24, 2));
    assert_false(room_fits(25, 24, 2));
    assert_true(room_fits(25, 23, 2));
    assert_true(room_fits(0, 24, 2));
}

// Seats that the form was made from, that were typed, that stand there now.
static void two_people_write_seats(void **state) {
    (void)state;
    assert_int_equal(room_fate_of(20, 20, 20), ROOM_KEEP);
    assert_int_equal(room_fate_of(20, 24, 20), ROOM_WRITE);
    assert_int_equal(room_fate_of(20, 0, 20), ROOM_WRITE);
    assert_int_equal(room_fate_of(20, 20, 30), ROOM_KEEP); // only the other wrote
    assert_int_equal(room_fate_of(20, 30, 30), ROOM_KEEP); // both the same
    assert_int_equal(room_fate_of(20, 24, 30), ROOM_CONFLICT);
    assert_int_equal(room_fate_of(0, 24, 0), ROOM_WRITE);
}

static enum rc check_written(struct world *w, struct db *db) {
    struct room_list rooms;
    TRY(room_write(db, w->arena, STR("Café De Brug"), 20));
    TRY(room_write(db, w->arena, STR("Zaal 2"), 8));
    TRY(room_write(db, w->arena, STR("CAFE  de brug "), 24));
    TRY(q_room_list(db_read(db), w->arena, &rooms));
    assert_int_equal(rooms.n, 2);
    const struct room_list_row *const room =
        room_find(&rooms, room_key(w->arena, STR("cafe de brug")));
    assert_non_null(room);
    assert_int_equal(room->seats, 24);
    assert_str(room->name, "CAFE  de brug"); // as it was written last
    TRY(room_write(db, w->arena, STR("café de brug"), 0));
    TRY(q_room_list(db_read(db), w->arena, &rooms));
    assert_int_equal(rooms.n, 1);
    assert_null(room_find(&rooms, STR("cafedebrug")));
    assert_null(room_find(&rooms, STR_NONE));
    assert_int_equal(room_write(db, w->arena, STR(" "), 4), RC_INVALID);
    assert_int_equal(room_write(db, w->arena, STR("Zaal 2"), ROOM_SEATS_MAX + 1), RC_INVALID);
    return RC_OK;
}

static void a_room_is_written_once(void **state) {
    (void)state;
    in_a_store(check_written);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_one_room),
        cmocka_unit_test(who_fits),
        cmocka_unit_test(two_people_write_seats),
        cmocka_unit_test(a_room_is_written_once),
    };
    return cmocka_run_group_tests_name("room", tests, NULL, NULL);
}
