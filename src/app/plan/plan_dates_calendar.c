// SPDX-License-Identifier: EUPL-1.2
// Working days and words for half-days; see plan_dates_calendar.h.
#include "app/plan/plan_dates_calendar.h"

enum { AM = 1, PM = 2, BOTH = AM | PM, WORKING_DAYS = 5, NO_WEEKDAY = 7 };

static enum rc read_day(const struct plan_run *run, const char *option, struct day *ret_day) {
    const struct str text = cli_value(run->cli, option);
    if (str_is(text) && day_from_text(text, ret_day) == RC_OK)
        return RC_OK;
    fprintf(stderr, "vliegwiel plan dates: --%s takes a day such as 2026-09-07\n", option);
    return RC_USAGE;
}

enum rc dates_calendar_read(const struct plan_run *run, struct dates_calendar *ret_calendar) {
    struct day start, end;
    TRY(read_day(run, "start", &start));
    TRY(read_day(run, "end", &end));
    const int32_t days_max = PLAN_DATES_SLOTS_MAX / SLOTS_PER_DAY;
    const int64_t span = (int64_t)end.n - start.n;
    if (span < 0 || span / 7 * WORKING_DAYS + WORKING_DAYS > days_max) {
        fprintf(stderr,
                "vliegwiel plan dates: --end comes after --start, by at most %d working days\n",
                days_max - WORKING_DAYS);
        return RC_USAGE;
    }
    struct dates_calendar c = {.days = NEW_ARRAY(run->arena, struct day, (size_t)span + 1)};
    for (struct day day = start; day.n <= end.n; day.n++)
        if (day_weekday(day) < WORKING_DAYS)
            c.days[c.n_days++] = day;
    if (c.n_days == 0) {
        fprintf(stderr, "vliegwiel plan dates: no working day from --start to --end\n");
        return RC_USAGE;
    }
    *ret_calendar = c;
    return RC_OK;
}

// ---- words --------------------------------------------------------------------------------------

static int weekday_of(struct str word) {
    static const char *const NAMES[][2] = {{"mon", "ma"}, {"tue", "di"}, {"wed", "wo"},
                                           {"thu", "do"}, {"fri", "vr"}, {"sat", "za"},
                                           {"sun", "zo"}};
    for (int k = 0; k < (int)COUNT_OF(NAMES); k++)
        if (str_eq(word, str_from_c(NAMES[k][0])) || str_eq(word, str_from_c(NAMES[k][1])))
            return k;
    return NO_WEEKDAY;
}

// Takes /am or /pm off the end of a word.
static int cut_half(struct str *word) {
    static const struct {
        const char *end;
        int half;
    } ENDS[] = {{"/am", AM}, {"/pm", PM}, {"/ochtend", AM}, {"/middag", PM}};
    for (size_t k = 0; k < COUNT_OF(ENDS); k++) {
        const struct str end = str_from_c(ENDS[k].end);
        if (!str_ends(*word, end))
            continue;
        *word = str_slice(*word, 0, word->n - end.n);
        return ENDS[k].half;
    }
    return BOTH;
}

static void mark_day(int32_t k, int half, bool *slots) {
    for (int32_t n = 0; n < SLOTS_PER_DAY; n++)
        if ((half >> n & 1) != 0)
            slots[k * SLOTS_PER_DAY + n] = true;
}

static bool mark_word(const struct dates_calendar *c, struct str word, bool *slots) {
    const int half = cut_half(&word), weekday = weekday_of(word);
    struct day from = DAY_NONE, to = DAY_NONE;
    size_t at;
    if (weekday == NO_WEEKDAY) {
        const bool is_range = str_find(word, STR(".."), &at);
        const struct str first = is_range ? str_slice(word, 0, at) : word,
                         last = is_range ? str_slice(word, at + 2, word.n) : word;
        if (day_from_text(first, &from) != RC_OK || day_from_text(last, &to) != RC_OK ||
            to.n < from.n)
            return false;
    }
    for (int32_t k = 0; k < c->n_days; k++) {
        const struct day day = c->days[k];
        const bool is_meant =
            weekday == NO_WEEKDAY ? day.n >= from.n && day.n <= to.n : day_weekday(day) == weekday;
        if (is_meant)
            mark_day(k, half, slots);
    }
    return true;
}

bool dates_calendar_mark(const struct dates_calendar *calendar, struct str words, bool *slots,
                         struct str *ret_word) {
    struct str word;
    while (words.n > 0 && str_cut(&words, ' ', &word)) {
        word = str_trim(word);
        if (word.n == 0 || mark_word(calendar, word, slots))
            continue;
        *ret_word = word;
        return false;
    }
    return true;
}

enum rc dates_calendar_cell(const struct dates_calendar *calendar, const struct csv_table *table,
                            struct str file, size_t row, size_t column, bool *slots) {
    struct str word;
    if (dates_calendar_mark(calendar, csv_cell(table, row, column), slots, &word))
        return RC_OK;
    return plan_unreadable(file, table->lines[row], column + 1,
                           STR_FMT " is no day (2026-10-12), days (2026-10-12..2026-10-16) or "
                                   "weekday (mon), with /am or /pm behind it for half",
                           STR_ARG(word));
}
