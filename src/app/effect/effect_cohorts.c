// SPDX-License-Identifier: EUPL-1.2
// See effect_cohorts.h.
#include "app/effect/effect_cohorts.h"

#include <math.h>

enum { COHORT, APPLICANTS, FROM_ALUMNI, FULL, CAMPAIGN, N_COLUMNS };

static enum rc read_rows(struct effect_run *run, struct str file, struct effect_column *columns,
                         struct effect_rows *ret_rows) {
    struct str *names;
    size_t n_names, n = FULL;
    TRY(effect_read_header(run->arena, file, &names, &n_names));
    const bool has_full = effect_has_column(names, n_names, "full");
    const bool has_campaign = effect_has_column(names, n_names, "campaign");
    struct effect_column wanted[N_COLUMNS] = {{.name = STR("cohort"), .kind = EFFECT_NAME},
                                              {.name = STR("applicants"), .kind = EFFECT_REAL},
                                              {.name = STR("from_alumni"), .kind = EFFECT_REAL}};
    if (has_full)
        wanted[n++] = (struct effect_column){.name = STR("full"), .kind = EFFECT_NAME};
    if (has_campaign)
        wanted[n++] = (struct effect_column){.name = STR("campaign"), .kind = EFFECT_NAME};
    TRY(effect_read_columns(run->arena, file, wanted, n, ret_rows));
    memcpy(columns, wanted, FULL * sizeof *columns);
    columns[FULL] = has_full ? wanted[FULL] : (struct effect_column){0};
    columns[CAMPAIGN] = has_campaign ? wanted[n - 1] : (struct effect_column){0};
    return RC_OK;
}

static int32_t place_of(const struct str *names, int32_t n, struct str name) {
    for (int32_t k = 0; k < n; k++) {
        if (str_eq(names[k], name))
            return k;
    }
    return -1;
}

static enum rc take_row(struct effect_run *run, struct str file,
                        const struct effect_column *columns, const struct effect_rows *rows,
                        size_t row, struct effect_cohort_sources *ret) {
    const double applicants = columns[APPLICANTS].reals[row];
    const double from_alumni = columns[FROM_ALUMNI].reals[row];
    if (applicants < 0 || from_alumni < 0 || from_alumni > applicants || applicants > 1e9)
        return effect_unreadable(file, rows->lines[row], 0,
                                 "applicants, and from 0 to as many through alumni, belong here");
    *ret = (struct effect_cohort_sources){.applicants = applicants, .from_alumni = from_alumni};
    const struct effect_column *const campaign = &columns[CAMPAIGN], *const full = &columns[FULL];
    if (campaign->numbers && campaign->numbers[row] != EFFECT_MISSING)
        ret->campaign = str_c(run->arena, campaign->names[campaign->numbers[row]]);
    if (full->numbers && full->numbers[row] != EFFECT_MISSING &&
        effect_flag(full->names[full->numbers[row]], &ret->is_full) != RC_OK)
        return effect_unreadable(file, rows->lines[row], 0, "full: 1 or 0, yes or no belongs here");
    return RC_OK;
}

enum rc effect_cohorts_read(struct effect_run *run, struct str file, const struct str *names,
                            int32_t n, struct effect_cohort_sources **ret_sources) {
    struct effect_column columns[N_COLUMNS] = {0};
    struct effect_rows rows;
    TRY(read_rows(run, file, columns, &rows));
    struct effect_cohort_sources *sources =
        NEW_ARRAY(run->arena, struct effect_cohort_sources, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        sources[k].applicants = sources[k].from_alumni = (double)NAN;
    for (size_t row = 0; row < rows.n; row++) {
        const int32_t name = columns[COHORT].numbers[row];
        const int32_t at =
            name == EFFECT_MISSING ? -1 : place_of(names, n, columns[COHORT].names[name]);
        if (at < 0)
            return effect_unreadable(file, rows.lines[row], 0,
                                     "a cohort that has alumni belongs here");
        TRY(take_row(run, file, columns, &rows, row, &sources[at]));
    }
    *ret_sources = sources;
    return RC_OK;
}
