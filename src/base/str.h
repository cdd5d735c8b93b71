// SPDX-License-Identifier: EUPL-1.2
// Texts: compare, cut, copy, fold, read numbers. All take and give UTF-8; nothing here allocates
// except where an arena is passed.
#ifndef VLIEGWIEL_STR_H
#define VLIEGWIEL_STR_H
#include "base/arena.h"

struct str str_from_c(const char *c); // NULL gives STR_NONE
bool str_is(struct str s);            // has a value and is not empty
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b); // bytewise, STR_NONE first
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_find(struct str s, struct str part, size_t *ret_at);
struct str str_slice(struct str s, size_t from, size_t to); // bounds are clamped
struct str str_trim(struct str s);                          // ASCII white space and U+00A0
// Cuts the part before `separator` off *rest; false when *rest is used up.
bool str_cut(struct str *rest, char separator, struct str *ret_part);

struct str str_copy(struct arena *arena, struct str s);
char *str_c(struct arena *arena, struct str s); // NUL-terminated copy, for the libc border
struct str str_fmt(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_join(struct arena *arena, struct str a, struct str b);

// Whole text must be a number. RC_INVALID otherwise; *ret untouched then.
NODISCARD enum rc str_i64(struct str s, int64_t *ret_value);
NODISCARD enum rc str_u64(struct str s, uint64_t *ret_value);
// Decimal point or comma, no exponent, no thousands marks.
NODISCARD enum rc str_real(struct str s, double *ret_value);

bool utf8_valid(struct str s);                 // rejects overlong forms, surrogates, > U+10FFFF
size_t utf8_length(struct str s);              // characters
struct str utf8_start(struct str s, size_t n); // the first n characters, or all
// Lower case without accents ("É" -> "e", "Ĳ" -> "ij", "ß" -> "ss"): for search and comparison.
struct str str_fold(struct arena *arena, struct str s);
// Windows-1252 to UTF-8; every byte has a meaning (undefined ones become U+FFFD).
struct str str_from_cp1252(struct arena *arena, struct str bytes);
// A stable merge sort of pointers-to-elements order: no qsort, whose order of equals is undefined.
void sort_stable(struct arena *scratch, void *items, size_t n, size_t size,
                 int (*compare)(const void *, const void *, void *), void *context);
#endif
