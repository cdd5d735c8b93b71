// SPDX-License-Identifier: EUPL-1.2
// Reads instances that are words and numbers between white space, and says on standard error in
// which line and column one is not what it must be.
#ifndef VLIEGWIEL_PLAN_SCAN_H
#define VLIEGWIEL_PLAN_SCAN_H
#include "app/plan/plan_cli.h"

struct plan_scan {
    struct str file, rest;
    size_t line, column; // of `rest`
    size_t at;           // column of the last word
};
NODISCARD enum rc plan_scan_file(struct arena *arena, struct str file, struct plan_scan *ret_scan);
bool plan_scan_word(struct plan_scan *scan, struct str *ret_word); // false: nothing is left
// RC_INVALID, after saying where, for anything but...
NODISCARD enum rc plan_scan_literal(struct plan_scan *scan, const char *word);
NODISCARD enum rc plan_scan_number(struct plan_scan *scan, int64_t least, int64_t most,
                                   int64_t *ret_number);
NODISCARD enum rc plan_scan_int(struct plan_scan *scan, int32_t least, int32_t most,
                                int32_t *ret_number);
NODISCARD enum rc plan_scan_real(struct plan_scan *scan, double most, double *ret_real);
NODISCARD enum rc plan_scan_end(struct plan_scan *scan);
// How many numbers can still stand in the file: what a header may announce at most.
int64_t plan_scan_left(const struct plan_scan *scan);
#endif
