// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect power`: how large an effect must be to be seen with so many teams in so many
// waves. Sizes are in standard deviations of a person unless --sd says otherwise.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"clusters", "I", NULL, "teams"},
    {"waves", "T", NULL, "waves in which teams begin, one a period after a period without"},
    {"size", "N", NULL, "people measured per team and period"},
    {"icc", "R", NULL, "share of the variance that is between teams"},
    {"effect", "D", NULL, "the effect that one hopes to see"},
    {"sd", "S", "1", "standard deviation of a person's outcome"},
    {"design-file", "FILE", NULL,
     "instead of --clusters and --waves: CSV with a row for each team and a column for each "
     "period, the share of it in which the team has begun"},
};

static enum rc run(struct effect_run *run);

const struct effect_method effect_power_method = {
    .name = "power",
    .usage = "--clusters I --waves T --size N --icc R [--effect D], or --design-file FILE",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run,
};

static enum rc read_design_file(struct effect_run *run, struct str file, struct effect_power *d) {
    struct arena *const arena = run->arena;
    struct str *names;
    size_t n_names;
    TRY(effect_read_header(arena, file, &names, &n_names));
    struct effect_column *const columns = NEW_ARRAY(arena, struct effect_column, n_names);
    size_t n = 0;
    for (size_t k = 0; k < n_names; k++)
        if (!str_eq(names[k], STR("cluster")) && !str_eq(names[k], STR("team")))
            columns[n++] = (struct effect_column){.name = names[k], .kind = EFFECT_REAL};
    struct effect_rows rows;
    TRY(effect_read_columns(arena, file, columns, n, &rows));
    if (rows.n == 0 || rows.n > EFFECT_POWER_MAX || n == 0 || n > EFFECT_POWER_MAX)
        return effect_unreadable(file, 1, 0, "from 1 to %d teams and periods belong here",
                                 EFFECT_POWER_MAX);
    double *const begun = NEW_ARRAY(arena, double, rows.n *n);
    for (size_t i = 0; i < rows.n; i++) {
        for (size_t t = 0; t < n; t++) {
            const double x = columns[t].reals[i];
            if (!(x >= 0 && x <= 1))
                return effect_unreadable(file, rows.lines[i], 0,
                                         STR_FMT ": a number from 0 to 1 belongs here",
                                         STR_ARG(columns[t].name));
            begun[i * n + t] = x;
        }
    }
    d->begun = begun;
    d->n_clusters = (int32_t)rows.n;
    d->n_periods = (int32_t)n;
    return RC_OK;
}

static enum rc read_design(struct effect_run *run, struct effect_power *d) {
    int64_t n_clusters, n_waves;
    const struct str file = effect_option(run, "design-file");
    if (str_is(file))
        return read_design_file(run, file, d);
    TRY(effect_option_needed(run, "clusters waves"));
    TRY(cli_number(run->cli, "clusters", 1, EFFECT_POWER_MAX, &n_clusters));
    TRY(cli_number(run->cli, "waves", 1, EFFECT_POWER_MAX - 1, &n_waves));
    d->n_clusters = (int32_t)n_clusters;
    d->n_waves = (int32_t)n_waves;
    d->n_periods = (int32_t)n_waves + 1;
    if (n_waves > n_clusters)
        effect_refuse(run, "too_few_clusters", "%" PRId64 " waves need as many teams", n_waves);
    return RC_OK;
}

static enum rc run(struct effect_run *run) {
    struct effect_power d = {0};
    double icc, sd;
    TRY(effect_option_needed(run, "size icc"));
    TRY(effect_option_real(run, "size", 1e-6, 1e9, NAN, &d.size));
    TRY(effect_option_real(run, "icc", 0, 1 - 1e-9, NAN, &icc));
    TRY(effect_option_real(run, "sd", 1e-12, 1e12, NAN, &sd));
    TRY(effect_option_real(run, "effect", -1e12, 1e12, NAN, &d.effect));
    TRY(read_design(run, &d));
    d.variance_between = icc * sd * sd;
    d.variance_within = (1 - icc) * sd * sd;
    struct effect_power_result result;
    effect_power_wedge(run->arena, &d, &result);
    if (isnan(result.variance) && run->refusals.n == 0)
        effect_refuse(run, "not_identified",
                      "begun and time cannot be told apart: some teams must begin later");
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    effect_json_whole(&j, "clusters", d.n_clusters);
    effect_json_whole(&j, "periods", d.n_periods);
    effect_json_real(&j, "variance", result.variance);
    effect_json_real(&j, "power", result.power);
    effect_json_real(&j, "mde", result.mde);
    const struct effect_picture how = effect_picture_how(run);
    effect_json_text(&j, "sentence_nl",
                     effect_say_power(run->arena, &d, &result, how.unit, EFFECT_DUTCH));
    effect_json_text(&j, "sentence_en",
                     effect_say_power(run->arena, &d, &result, how.unit, EFFECT_ENGLISH));
    if (!str_is(effect_option(run, "json")) && isfinite(result.mde)) {
        printf("power %.3f\n", result.power);
        printf("smallest effect seen with a chance of 80 %%: %.3f\n\n", result.mde);
        printf("%s\n", effect_say_power(run->arena, &d, &result, how.unit, run->language));
    }
    TRY(effect_picture(run, str_from_c(effect_power_picture(run->arena, &d, &result, &how))));
    return effect_json_end(run, &j, isnan(result.variance));
}
