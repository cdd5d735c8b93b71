// SPDX-License-Identifier: EUPL-1.2
// See effect_referrals.h.
#include <math.h>

#include "app/effect/effect_referrals.h"
#include "base/day.h"

enum { YEAR = 365 };

// ---- counted already
// -----------------------------------------------------------------------------

enum rc effect_brought_read(struct effect_run *run, struct str file,
                            struct effect_alumni *ret_alumni, struct str **ret_cohort_names) {
    struct effect_column columns[] = {{.name = STR("cohort"), .kind = EFFECT_NAME},
                                      {.name = STR("brought_in"), .kind = EFFECT_REAL}};
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, file, columns, COUNT_OF(columns), &rows));
    for (size_t row = 0; row < rows.n; row++) {
        if (columns[0].numbers[row] == EFFECT_MISSING)
            return effect_unreadable(file, rows.lines[row], 0, "the cohort is missing");
        if (!(columns[1].reals[row] >= 0 && columns[1].reals[row] < 1e9))
            return effect_unreadable(file, rows.lines[row], 0,
                                     "brought_in: a number from 0 belongs here");
    }
    ret_alumni->n = (int32_t)rows.n;
    ret_alumni->n_cohorts = columns[0].n_names;
    ret_alumni->cohort = columns[0].numbers;
    ret_alumni->brought = columns[1].reals;
    *ret_cohort_names = columns[0].names;
    return RC_OK;
}

// ---- who named whom
// ------------------------------------------------------------------------------

enum { PERSON, COHORT, NAMED, APPLIED, ENDED, N_COLUMNS };
struct people {
    struct effect_run *run;
    struct str file;
    struct effect_column columns[N_COLUMNS];
    bool has_days;
    struct effect_rows rows;
    int32_t *row_of;   // [person names] row, -1: only named
    int32_t *alumnus;  // [rows] number among the alumni, -1: finished no cohort
    struct day *ended; // [rows]
    struct day as_of;
    double *brought, *exposure; // [alumni]
    int32_t *cohort;            // [alumni]
    int32_t n;
};

static struct str cell(const struct people *p, int column, size_t row) {
    const int32_t at = p->columns[column].numbers[row];
    return at == EFFECT_MISSING ? STR_NONE : p->columns[column].names[at];
}

static enum rc read_day(const struct people *p, int column, size_t row, struct day *ret_day) {
    const struct str text = cell(p, column, row);
    *ret_day = DAY_NONE;
    if (!str_is(text) || day_from_text(text, ret_day) == RC_OK)
        return RC_OK;
    return effect_unreadable(p->file, p->rows.lines[row], 0, STR_FMT ": a day belongs here",
                             STR_ARG(p->columns[column].name));
}

static enum rc add_alumni(struct people *p) {
    for (size_t row = 0; row < p->rows.n; row++) {
        const int32_t person = p->columns[PERSON].numbers[row];
        p->alumnus[row] = -1;
        if (person == EFFECT_MISSING || p->row_of[person] >= 0)
            return effect_unreadable(p->file, p->rows.lines[row], 0,
                                     "each person belongs here once");
        p->row_of[person] = (int32_t)row;
        if (p->has_days)
            TRY(read_day(p, ENDED, row, &p->ended[row]));
        if (p->columns[COHORT].numbers[row] == EFFECT_MISSING)
            continue;
        double exposure = 1;
        if (p->has_days) {
            if (!day_is(p->ended[row]))
                continue; // still taking part: nobody's alumnus
            exposure = fmin(1, (double)(p->as_of.n - p->ended[row].n) / YEAR);
            if (exposure <= 0)
                continue;
        }
        p->alumnus[row] = p->n;
        p->cohort[p->n] = p->columns[COHORT].numbers[row];
        p->exposure[p->n++] = exposure;
    }
    return RC_OK;
}

// Does an application of that day count for who ended then?
static bool is_in_time(const struct people *p, struct day applied, int32_t row_of_alumnus) {
    if (!p->has_days || !day_is(applied))
        return !p->has_days;
    const int32_t after = applied.n - p->ended[row_of_alumnus].n;
    return after >= 0 && after <= YEAR && applied.n <= p->as_of.n;
}

static enum rc find_named(const struct people *p, struct str name, size_t row,
                          int32_t *ret_row_of_alumnus) {
    const int32_t person = effect_find_name(&p->columns[PERSON], name);
    if (person < 0)
        return effect_unreadable(p->file, p->rows.lines[row], 0,
                                 "named: " STR_FMT " has no row of their own", STR_ARG(name));
    *ret_row_of_alumnus = p->row_of[person];
    return RC_OK;
}

// Each of m names gets 1/m, whether or not it counts, so that naming more never counts for more.
static enum rc share_out(struct people *p, size_t row) {
    struct str rest = cell(p, NAMED, row), name;
    struct day applied = DAY_NONE;
    int32_t m = 0, at = -1;
    if (p->has_days)
        TRY(read_day(p, APPLIED, row, &applied));
    while (str_is(rest) && str_cut(&rest, ' ', &name))
        m += str_is(name);
    rest = cell(p, NAMED, row);
    while (str_is(rest) && str_cut(&rest, ' ', &name)) {
        if (!str_is(name))
            continue;
        TRY(find_named(p, name, row, &at));
        if (at == (int32_t)row)
            return effect_unreadable(p->file, p->rows.lines[row], 0, "nobody brings themself");
        if (p->alumnus[at] >= 0 && is_in_time(p, applied, at))
            p->brought[p->alumnus[at]] += 1.0 / m;
    }
    return RC_OK;
}

static enum rc read_as_of(struct people *p) {
    const struct str text = effect_option(p->run, "as-of");
    if (p->has_days && day_from_text(text, &p->as_of) != RC_OK) {
        fprintf(stderr, "vliegwiel %s: columns with days need --as-of with a day\n",
                p->run->cli->verb);
        return RC_USAGE;
    }
    return RC_OK;
}

static enum rc read_people(struct people *p, const struct str *names, size_t n_names) {
    static const char *const HEADER[N_COLUMNS] = {"person", "cohort", "named", "applied", "ended"};
    p->has_days =
        effect_has_column(names, n_names, "applied") && effect_has_column(names, n_names, "ended");
    for (size_t k = 0; k < N_COLUMNS; k++)
        p->columns[k] = (struct effect_column){.name = str_from_c(HEADER[k]), .kind = EFFECT_NAME};
    const size_t n = p->has_days ? N_COLUMNS : APPLIED;
    TRY(effect_read_columns(p->run->arena, p->file, p->columns, n, &p->rows));
    p->row_of = NEW_ARRAY(p->run->arena, int32_t, (size_t)p->columns[PERSON].n_names);
    for (int32_t k = 0; k < p->columns[PERSON].n_names; k++)
        p->row_of[k] = -1;
    p->alumnus = NEW_ARRAY(p->run->arena, int32_t, p->rows.n);
    p->ended = NEW_ARRAY(p->run->arena, struct day, p->rows.n);
    p->brought = NEW_ARRAY(p->run->arena, double, p->rows.n);
    p->exposure = NEW_ARRAY(p->run->arena, double, p->rows.n);
    p->cohort = NEW_ARRAY(p->run->arena, int32_t, p->rows.n);
    return RC_OK;
}

enum rc effect_referrals_read(struct effect_run *run, struct str file, const struct str *names,
                              size_t n_names, struct effect_alumni *ret_alumni,
                              struct str **ret_cohort_names) {
    struct people p = {.run = run, .file = file};
    TRY(read_people(&p, names, n_names));
    TRY(read_as_of(&p));
    TRY(add_alumni(&p));
    for (size_t row = 0; row < p.rows.n; row++)
        TRY(share_out(&p, row));
    ret_alumni->n = p.n;
    ret_alumni->n_cohorts = p.columns[COHORT].n_names;
    ret_alumni->cohort = p.cohort;
    ret_alumni->brought = p.brought;
    ret_alumni->exposure = p.exposure;
    *ret_cohort_names = p.columns[COHORT].names;
    return RC_OK;
}
