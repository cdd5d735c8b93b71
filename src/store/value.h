// SPDX-License-Identifier: EUPL-1.2
// Makes the parameters of a query out of C values; used by generated code. The NONE value of a type
// becomes NULL. Nothing is copied: what a text points at must outlive the call.
#ifndef VLIEGWIEL_VALUE_H
#define VLIEGWIEL_VALUE_H
#include "store/db.h"

static inline struct value value_int(int64_t v)
{
    return (struct value){.kind = VALUE_INT, .i = v, .is = true};
}

static inline struct value value_opt_int(struct opt_int v)
{
    return (struct value){.kind = VALUE_OPT_INT, .i = v.v, .is = v.is};
}

static inline struct value value_flag(bool v)
{
    return (struct value){.kind = VALUE_FLAG, .i = v, .is = true};
}

static inline struct value value_real(double v)
{
    return (struct value){.kind = VALUE_REAL, .r = v, .is = true};
}

static inline struct value value_text(struct str v)
{
    return (struct value){.kind = VALUE_TEXT, .s = v, .is = v.p != NULL};
}

static inline struct value value_blob(struct str v)
{
    return (struct value){.kind = VALUE_BLOB, .s = v, .is = v.p != NULL};
}

#define DAY_TEXT 11 // "2026-12-10" and its NUL
// `text` is the caller's, because a day travels as text and a write has no arena.
static inline struct value value_day(struct day v, char text[static DAY_TEXT])
{
    if (!day_is(v))
        return (struct value){.kind = VALUE_DAY, .is = false};
    int year, month, of_month;
    day_ymd(v, &year, &month, &of_month);
    const int n = snprintf(text, DAY_TEXT, "%04d-%02d-%02d", year, month, of_month);
    ENSURE(n == DAY_TEXT - 1);
    return (struct value){.kind = VALUE_DAY, .s = {text, DAY_TEXT - 1}, .is = true};
}

static inline struct value value_clock(struct clock v)
{
    return (struct value){.kind = VALUE_CLOCK, .i = v.m, .is = clock_is(v)};
}

static inline struct value value_instant(struct instant v)
{
    return (struct value){.kind = VALUE_INSTANT, .i = v.s, .is = instant_is(v)};
}
#endif
