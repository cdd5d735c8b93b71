// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the code of a card and as the numbers of a paper list. Reading a code twice is
// reading it once; a number that is taken belongs to a row of the list, and of no row two things
// are said.
#include "feature/account/door.h"
#include "feature/session/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { ROWS = 24 };

static void check_code(struct arena *arena, struct str typed) {
    const struct str read = door_code_read(arena, typed);
    ENSURE(read.n <= typed.n && str_eq(door_code_read(arena, read), read));
    for (size_t i = 0; i < read.n; i++)
        ENSURE(read.p[i] != '-' && read.p[i] != ' ' && !(read.p[i] >= 'a' && read.p[i] <= 'z'));
    ENSURE(door_token_hash(arena, read).n == 32);
}

static void check_numbers(struct arena *arena, struct str text) {
    struct attendance_list list = {NEW_ARRAY(arena, struct attendance_list_row, ROWS), ROWS};
    struct attendance_codes codes;
    enum attendance said[ROWS];
    bool named[ROWS] = {false};
    for (size_t i = 0; i < ROWS; i++)
        list.rows[i] = (struct attendance_list_row){
            .enrolment_id = (int64_t)i + 1, .person_id = (int64_t)i + 1, .code = (int64_t)i + 1};
    attendance_codes_read(arena, text, &list, &codes);
    for (size_t i = 0; i < codes.n; i++) {
        const size_t row = codes.codes[i].row;
        const enum attendance attendance = codes.codes[i].attendance;
        ENSURE(row < ROWS && codes.codes[i].number == (int64_t)row + 1);
        ENSURE(attendance == ATTENDANCE_EXCUSED || attendance == ATTENDANCE_STAYED_AWAY);
        ENSURE(!named[row] || said[row] == attendance);
        named[row] = true;
        said[row] = attendance;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(16 << 20);
    const struct str text = {(const char *)data, n};
    check_code(arena, text);
    if (utf8_valid(text))
        check_numbers(arena, text);
    arena_free(arena);
    return 0;
}
