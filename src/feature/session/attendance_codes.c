// SPDX-License-Identifier: EUPL-1.2
// Quick entry from paper: "3 7a 12" says that number 3 and 12 stayed away and that 7 gave notice.
// The numbers are those of the printed list. Reads only; what it found is shown before it counts.
#include "feature/session/session.h"

static bool is_separator(char c) {
    return c == ' ' || c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t';
}

static bool next_word(struct str *rest, struct str *ret_word) {
    size_t from = 0;
    while (from < rest->n && is_separator(rest->p[from]))
        from++;
    size_t to = from;
    while (to < rest->n && !is_separator(rest->p[to]))
        to++;
    *ret_word = str_slice(*rest, from, to);
    *rest = str_slice(*rest, to, rest->n);
    return to > from;
}

static bool word_read(struct str word, struct attendance_code *ret) {
    const bool excused = str_ends(word, STR("a")) || str_ends(word, STR("A"));
    ret->attendance = excused ? ATTENDANCE_EXCUSED : ATTENDANCE_STAYED_AWAY;
    return str_i64(str_slice(word, 0, word.n - excused), &ret->number) == RC_OK;
}

static bool is_known(const struct attendance_list *list, int64_t number, size_t *ret_row) {
    for (size_t i = 0; i < list->n; i++)
        if (list->rows[i].code == number) {
            *ret_row = i;
            return true;
        }
    return false;
}

// The same twice is harmless; stayed away and excused at once is not.
static bool contradicts(const struct attendance_codes *codes, const struct attendance_code *code) {
    for (size_t i = 0; i < codes->n; i++)
        if (codes->codes[i].number == code->number &&
            codes->codes[i].attendance != code->attendance)
            return true;
    return false;
}

void attendance_codes_read(struct arena *arena, struct str text, const struct attendance_list *list,
                           struct attendance_codes *ret_codes) {
    struct attendance_codes codes = {
        .codes = NEW_ARRAY(arena, struct attendance_code, text.n / 2 + 1),
        .faults = NEW_ARRAY(arena, struct attendance_code_fault, text.n / 2 + 1),
    };
    for (struct str rest = text, word; next_word(&rest, &word);) {
        struct attendance_code code = {0};
        struct attendance_code_fault fault = {ATTENDANCE_CODE_UNREADABLE, word};
        bool fine = false;
        if (word_read(word, &code)) {
            fault.why = ATTENDANCE_CODE_UNKNOWN;
            if (is_known(list, code.number, &code.row)) {
                fault.why = ATTENDANCE_CODE_TWICE;
                fine = !contradicts(&codes, &code);
            }
        }
        if (fine)
            codes.codes[codes.n++] = code;
        else
            codes.faults[codes.n_faults++] = fault;
    }
    *ret_codes = codes;
}
