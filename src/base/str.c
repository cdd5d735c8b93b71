// SPDX-License-Identifier: EUPL-1.2
// Texts as bytes with a length: compare, cut, copy, and read numbers. Characters and accents are
// utf8.c's work. "No value" stays "no value" through every function that returns a text.
#include "base/str.h"

enum { FIRST_TRY = 128 };

struct str str_from_c(const char *c) {
    return c == NULL ? STR_NONE : (struct str){c, strlen(c)};
}

bool str_is(struct str s) {
    return s.n > 0;
}

bool str_eq(struct str a, struct str b) {
    return str_cmp(a, b) == 0;
}

int str_cmp(struct str a, struct str b) {
    if (a.p == NULL || b.p == NULL)
        return (a.p != NULL) - (b.p != NULL);
    const int common = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return common != 0 ? common : (a.n > b.n) - (a.n < b.n);
}

static bool stands_at(struct str s, size_t at, struct str part) {
    return part.n == 0 || memcmp(s.p + at, part.p, part.n) == 0;
}

bool str_starts(struct str s, struct str prefix) {
    return s.n >= prefix.n && stands_at(s, 0, prefix);
}

bool str_ends(struct str s, struct str suffix) {
    return s.n >= suffix.n && stands_at(s, s.n - suffix.n, suffix);
}

bool str_find(struct str s, struct str part, size_t *ret_at) {
    for (size_t at = 0; at + part.n <= s.n; at++)
        if (stands_at(s, at, part)) {
            *ret_at = at;
            return true;
        }
    return false;
}

struct str str_slice(struct str s, size_t from, size_t to) {
    if (s.p == NULL)
        return s;
    const size_t end = to < s.n ? to : s.n;
    const size_t start = from < end ? from : end;
    return (struct str){s.p + start, end - start};
}

static bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s) {
    const struct str no_break = STR("\u00A0");
    for (;;) {
        if (s.n > 0 && is_white(s.p[0]))
            s = str_slice(s, 1, s.n);
        else if (s.n > 0 && is_white(s.p[s.n - 1]))
            s.n--;
        else if (str_starts(s, no_break))
            s = str_slice(s, no_break.n, s.n);
        else if (str_ends(s, no_break))
            s.n -= no_break.n;
        else
            return s;
    }
}

bool str_cut(struct str *rest, char separator, struct str *ret_part) {
    if (rest->p == NULL)
        return false;
    const char *const at = rest->n == 0 ? NULL : memchr(rest->p, separator, rest->n);
    const size_t n = at == NULL ? rest->n : (size_t)(at - rest->p);
    *ret_part = str_slice(*rest, 0, n);
    *rest = at == NULL ? STR_NONE : str_slice(*rest, n + 1, rest->n);
    return true;
}

struct str str_copy(struct arena *arena, struct str s) {
    return s.p == NULL ? STR_NONE : (struct str){str_c(arena, s), s.n};
}

char *str_c(struct arena *arena, struct str s) {
    char *const c = arena_bytes(arena, s.n + 1);
    if (s.n > 0)
        memcpy(c, s.p, s.n);
    c[s.n] = '\0';
    return c;
}

struct str str_fmt(struct arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    char first[FIRST_TRY]; // most fit, and are then written once
    const int length = vsnprintf(first, sizeof first, format, arguments);
    ENSURE(length >= 0);
    const size_t n = (size_t)length;
    char *const p = NEW_ARRAY(arena, char, n + 1);
    if (n < sizeof first)
        memcpy(p, first, n);
    else
        vsnprintf(p, n + 1, format, again);
    va_end(again);
    va_end(arguments);
    return (struct str){p, n};
}

struct str str_join(struct arena *arena, struct str a, struct str b) {
    char *const p = NEW_ARRAY(arena, char, a.n + b.n);
    if (a.n > 0)
        memcpy(p, a.p, a.n);
    if (b.n > 0)
        memcpy(p + a.n, b.p, b.n);
    return (struct str){p, a.n + b.n};
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

enum rc str_u64(struct str s, uint64_t *ret_value) {
    uint64_t value = 0;
    if (s.p == NULL || s.n == 0)
        return RC_INVALID;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]) || __builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(s.p[i] - '0'), &value))
            return RC_INVALID;
    }
    *ret_value = value;
    return RC_OK;
}

enum rc str_i64(struct str s, int64_t *ret_value) {
    const bool negative = str_starts(s, STR("-"));
    uint64_t size;
    TRY(str_u64(negative ? str_slice(s, 1, s.n) : s, &size));
    if (size > (uint64_t)INT64_MAX + negative)
        return RC_INVALID;
    *ret_value = (int64_t)(negative ? 0 - size : size);
    return RC_OK;
}

// strtod rounds correctly; what reaches it is [-]digits[.digits], short enough to be finite.
enum rc str_real(struct str s, double *ret_value) {
    char c[64];
    if (s.n == 0 || s.n >= sizeof c)
        return RC_INVALID;
    bool marked = false;
    for (size_t i = 0; i < s.n; i++) {
        const bool mark =
            (s.p[i] == '.' || s.p[i] == ',') && !marked && i > 0 && is_digit(s.p[i - 1]);
        if (!mark && !is_digit(s.p[i]) && !(s.p[i] == '-' && i == 0))
            return RC_INVALID;
        c[i] = mark ? '.' : s.p[i];
        marked |= mark;
    }
    if (!is_digit(s.p[s.n - 1]))
        return RC_INVALID;
    c[s.n] = '\0';
    *ret_value = strtod(c, NULL);
    return RC_OK;
}
