// SPDX-License-Identifier: EUPL-1.2
// Words and numbers of an instance file; see plan_scan.h.
#include <math.h>

#include "app/plan/plan_scan.h"

enum { SCAN_MAX = 64 << 20 };

enum rc plan_scan_file(struct arena *arena, struct str file, struct plan_scan *ret_scan) {
    struct str bytes;
    if (file_read(arena, file, SCAN_MAX, &bytes) != RC_OK)
        return RC_INVALID;
    *ret_scan = (struct plan_scan){.file = file, .rest = bytes, .line = 1, .column = 1};
    return RC_OK;
}

static void skip(struct plan_scan *scan) {
    const bool is_end = *scan->rest.p == '\n';
    scan->rest = (struct str){scan->rest.p + 1, scan->rest.n - 1};
    scan->line += is_end;
    scan->column = is_end ? 1 : scan->column + 1;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool plan_scan_word(struct plan_scan *scan, struct str *ret_word) {
    while (scan->rest.n > 0 && is_space(*scan->rest.p))
        skip(scan);
    const char *word = scan->rest.p;
    scan->at = scan->column;
    while (scan->rest.n > 0 && !is_space(*scan->rest.p))
        skip(scan);
    *ret_word = (struct str){word, (size_t)(scan->rest.p - word)};
    return ret_word->n > 0;
}

enum rc plan_scan_literal(struct plan_scan *scan, const char *literal) {
    struct str word;
    if (plan_scan_word(scan, &word) && str_eq(word, str_from_c(literal)))
        return RC_OK;
    return plan_unreadable(scan->file, scan->line, scan->at, "%s belongs here", literal);
}

enum rc plan_scan_number(struct plan_scan *scan, int64_t least, int64_t most, int64_t *ret_number) {
    struct str word;
    int64_t number;
    if (!plan_scan_word(scan, &word) || str_i64(word, &number) != RC_OK || number < least ||
        number > most)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "a whole number from %" PRId64 " to %" PRId64 " belongs here", least,
                               most);
    *ret_number = number;
    return RC_OK;
}

enum rc plan_scan_int(struct plan_scan *scan, int32_t least, int32_t most, int32_t *ret_number) {
    int64_t number = 0;
    TRY(plan_scan_number(scan, least, most, &number));
    *ret_number = (int32_t)number;
    return RC_OK;
}

enum rc plan_scan_real(struct plan_scan *scan, double most, double *ret_real) {
    struct str word;
    double real;
    if (!plan_scan_word(scan, &word) || str_real(word, &real) != RC_OK || !(fabs(real) <= most))
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "a number from %.0f to %.0f belongs here", -most, most);
    *ret_real = real;
    return RC_OK;
}

enum rc plan_scan_end(struct plan_scan *scan) {
    struct str word;
    if (!plan_scan_word(scan, &word))
        return RC_OK;
    return plan_unreadable(scan->file, scan->line, scan->at, "the file should end here");
}

int64_t plan_scan_left(const struct plan_scan *scan) {
    return (int64_t)(scan->rest.n + 1) / 2;
}
