// SPDX-License-Identifier: EUPL-1.2
// Dates, times and numbers as people read them, per language. The process stays in the C locale.
#ifndef VLIEGWIEL_FORMAT_H
#define VLIEGWIEL_FORMAT_H
#include "web/html.h"

struct str format_int(struct arena *arena, enum lang lang,
                      int64_t value); // 12.345 / 12,345; real minus sign
struct str format_real(struct arena *arena, enum lang lang, double value, int decimals);
struct str format_day(struct arena *arena, enum lang lang, struct day d); // 10 december 2026
struct str format_day_long(struct arena *arena, enum lang lang,
                           struct day d); // donderdag 10 december 2026
struct str format_day_short(struct arena *arena, enum lang lang,
                            struct day d);                       // 10 dec, for pictures
struct str format_month_short(enum lang lang, struct day d);     // dec
struct str format_month(enum lang lang, struct day d);           // december
struct str format_day_number(struct arena *arena, struct day d); // 10
struct str format_holiday(enum lang lang, struct day d);         // Koningsdag; "" on other days
struct str format_clock(struct arena *arena, enum lang lang, struct clock c); // 9.30 / 9:30
struct str format_instant(struct arena *arena, enum lang lang,
                          struct instant i); // 10 december 2026, 9.30
#endif
