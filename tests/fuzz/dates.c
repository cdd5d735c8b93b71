// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a day, a clock time or a number, and the first eight of them as an instant. What is
// read is written and read again as the same; an instant lies on the day and clock of the wall.
#include "base/day.h"
#include "feature/import/import_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_day(struct arena *arena, struct day day) {
    struct day again;
    int year, month, of_month;
    day_ymd(day, &year, &month, &of_month);
    ENSURE(ymd_is_real(year, month, of_month));
    ENSURE(day_from_ymd(year, month, of_month).n == day.n);
    ENSURE(year < 0 || year > 9999 ||
           (day_from_iso(day_iso(arena, day), &again) == RC_OK && again.n == day.n));
    ENSURE(day_weekday(day_after(day, 7)) == day_weekday(day));
}

static void check_texts(struct arena *arena, struct str text) {
    struct day day;
    struct clock clock, again;
    struct str value;
    if (day_from_iso(text, &day) == RC_OK)
        ENSURE(str_eq(day_iso(arena, day), text));
    if (day_from_text(text, &day) == RC_OK)
        check_day(arena, day);
    if (clock_from_text(text, &clock) == RC_OK) {
        ENSURE(clock.m >= 0 && clock.m < 24 * 60);
        ENSURE(clock_from_text(clock_iso(arena, clock), &again) == RC_OK && again.m == clock.m);
    }
    if (import_day_value(arena, text, &value) == RC_OK)
        ENSURE(day_from_iso(value, &day) == RC_OK);
    int64_t quarters;
    if (import_hours_value(arena, text, &value) == RC_OK)
        ENSURE(str_i64(value, &quarters) == RC_OK && quarters >= 0);
    if (import_part_time_value(arena, text, &value) == RC_OK)
        ENSURE(str_i64(value, &quarters) == RC_OK && quarters >= 0);
}

// Between the years 1 and 9999; back from the wall it is the same, or an hour off where the clock
// is turned.
static void check_instant(int64_t seconds) {
    const int64_t first = -62135424000, range = 315537552000; // 3 January 1 to 30 December 9999
    const struct instant instant = {first + (int64_t)((uint64_t)seconds % (uint64_t)range)};
    const struct day day = instant_day(instant);
    const struct clock clock = instant_clock(instant);
    const struct instant back = instant_from_local(day, clock);
    const int64_t off = instant.s - back.s;
    ENSURE(day_is(day) && clock.m >= 0 && clock.m < 24 * 60);
    ENSURE((off >= 0 && off < 60) || (off >= 3600 && off < 3660));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(1 << 20);
    int64_t seconds = 0;
    memcpy(&seconds, data, n < sizeof seconds ? n : sizeof seconds);
    check_texts(arena, (struct str){(const char *)data, n});
    check_instant(seconds);
    arena_free(arena);
    return 0;
}
