// SPDX-License-Identifier: EUPL-1.2
// Civil days, clock times and instants. A day has no time zone; an instant is UTC; the zone of the
// house is Europe/Amsterdam, computed here by the EU rule so that no zone file is needed.
#ifndef VLIEGWIEL_DAY_H
#define VLIEGWIEL_DAY_H
#include "base/buf.h"

struct day {
    int32_t n;
}; // days since 1970-01-01, proleptic Gregorian
struct clock {
    int32_t m;
}; // minutes since midnight, 0..1439
struct instant {
    int64_t s;
}; // seconds since 1970-01-01T00:00:00Z
struct opt_int {
    int64_t v;
    bool is;
};
#define DAY_NONE ((struct day){INT32_MIN})
#define CLOCK_NONE ((struct clock){INT32_MIN})
#define INSTANT_NONE ((struct instant){INT64_MIN})
bool day_is(struct day d);
bool clock_is(struct clock c);
bool instant_is(struct instant i);

struct day day_from_ymd(int year, int month, int of_month); // ENSUREs a real date
bool ymd_is_real(int year, int month, int of_month);
void day_ymd(struct day d, int *ret_year, int *ret_month, int *ret_of_month);
int day_weekday(struct day d); // 0 = Monday
struct day day_after(struct day d, int days);
// YYYY-MM-DD only.
NODISCARD enum rc day_from_iso(struct str s, struct day *ret_day);
// What people and exports write: YYYY-MM-DD, DD-MM-YYYY, D-M-YYYY, DD/MM/YYYY, YYYYMMDD.
NODISCARD enum rc day_from_text(struct str s, struct day *ret_day);
// "9:30", "09.30", "9", "0930"
NODISCARD enum rc clock_from_text(struct str s, struct clock *ret_clock);
struct str day_iso(struct arena *arena, struct day d);
struct str clock_iso(struct arena *arena, struct clock c);     // "09:30"
struct str instant_iso(struct arena *arena, struct instant i); // "2026-11-24T02:49:57Z"

struct instant instant_now(void); // wall clock
int64_t clock_mono_ms(void);      // for time-outs
// Of this process and of children that have ended; for reports, and for limits that a person set.
double cpu_seconds(void);
struct day instant_day(struct instant i);     // in Europe/Amsterdam
struct clock instant_clock(struct instant i); // in Europe/Amsterdam
struct instant instant_from_local(struct day d, struct clock c);
#endif
