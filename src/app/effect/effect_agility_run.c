// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect agility`: five figures, none merged into one. What a file holds is told by its
// header: hours of people over domains, who can do which package, or how long requests waited.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"moves", "N", NULL, "moves to other work inside, in the period"},
    {"headcount", "N", NULL, "mean number of people in the period"},
    {"people", NULL, NULL, "figures of each person too, for that person's eyes"},
};

static enum rc run_agility(struct effect_run *run);

const struct effect_method effect_agility_method = {
    .name = "agility",
    .usage = "FILE... (person,domain,hours | person,package,qualified[,available] | "
             "time,status[,group])",
    .n_files_least = 1,
    .n_files_most = 3,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_agility,
};

enum { HOURS = 1, SKILLS = 2, WAITING = 4 };
struct told {
    struct effect_said said;
    bool is_any, is_refused;
    unsigned kinds; // of files seen
    struct effect_agility_figures figures;
};

static const char **names_of(struct effect_run *run, const struct str *names, int32_t n) {
    const char **texts = NEW_ARRAY(run->arena, const char *, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        texts[k] = str_c(run->arena, names[k]);
    return texts;
}

static void tell(struct effect_run *run, struct told *told, struct effect_said said) {
    for (int l = 0; l < 2; l++)
        told->said.text[l] =
            told->is_any
                ? str_c(run->arena, str_fmt(run->arena, "%s %s", told->said.text[l], said.text[l]))
                : said.text[l];
    told->is_any = true;
}

static void refuse(struct effect_run *run, struct told *told, enum effect_agility_refusal refusal,
                   struct str file) {
    effect_refuse(run, effect_agility_refusal_name(refusal), STR_FMT, STR_ARG(file));
    told->is_refused = true;
}

// ---- hours
// ---------------------------------------------------------------------------------------

static void spread_json(struct json *j, const struct effect_spread *s) {
    effect_json_real(j, "hours", s->hours);
    effect_json_real(j, "H", s->entropy);
    effect_json_real(j, "evenness", s->evenness);
    effect_json_real(j, "hhi", s->hhi);
    effect_json_real(j, "eff_shannon", s->effective);
    effect_json_real(j, "eff_simpson", s->effective_2);
    effect_json_whole(j, "packages", s->packages);
    json_key(j, STR("few_hours"));
    json_bool(j, s->has_few_hours);
}

static void hours_json(struct effect_run *run, struct json *j, const struct effect_hours *h,
                       const struct effect_column *person) {
    effect_json_real(j, "alpha_within", h->alpha);
    effect_json_real(j, "gamma_team", h->gamma);
    effect_json_real(j, "beta_between", h->beta);
    effect_json_real(j, "packages_mean", h->mean_packages);
    json_key(j, STR("team"));
    json_open_object(j);
    spread_json(j, &h->team);
    json_end(j);
    if (!str_is(effect_option(run, "people")) || !h->people)
        return;
    json_key(j, STR("people"));
    json_open_array(j);
    for (int32_t i = 0; i < person->n_names; i++) {
        json_open_object(j);
        json_key(j, STR("person"));
        json_str(j, person->names[i]);
        spread_json(j, &h->people[i]);
        json_end(j);
    }
    json_end(j);
}

static enum rc lay_hours(struct effect_run *run, struct str file, struct effect_column *columns,
                         double **ret_hours) {
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, file, columns, 3, &rows));
    const int64_t n_cells = (int64_t)columns[0].n_names * columns[1].n_names;
    if (n_cells > EFFECT_HOURS_CELLS_MAX / 10)
        return effect_unreadable(file, 1, 0, "too many people and domains");
    *ret_hours = NEW_ARRAY(run->arena, double, (size_t)n_cells);
    for (size_t row = 0; row < rows.n; row++) {
        const int32_t person = columns[0].numbers[row], domain = columns[1].numbers[row];
        const double hours = columns[2].reals[row];
        if (person == EFFECT_MISSING || domain == EFFECT_MISSING || hours < 0)
            return effect_unreadable(file, rows.lines[row], 0,
                                     "a person, a domain and hours from 0 belong here");
        (*ret_hours)[(size_t)person * (size_t)columns[1].n_names + (size_t)domain] +=
            isnan(hours) ? 0 : hours;
    }
    return RC_OK;
}

static enum rc add_hours(struct effect_run *run, struct str file, struct json *j,
                         struct told *told) {
    struct effect_column columns[] = {{.name = STR("person"), .kind = EFFECT_NAME},
                                      {.name = STR("domain"), .kind = EFFECT_NAME},
                                      {.name = STR("hours"), .kind = EFFECT_REAL}};
    struct effect_hours *const h = NEW_ARRAY(run->arena, struct effect_hours, 1);
    double *hours = NULL;
    TRY(lay_hours(run, file, columns, &hours));
    effect_hours_spread(run->arena, columns[0].n_names, columns[1].n_names, hours, h);
    if (h->refusal != EFFECT_AGILITY_FINE)
        refuse(run, told, h->refusal, file);
    int32_t n_few = 0;
    for (int32_t i = 0; h->people && i < columns[0].n_names; i++)
        n_few += h->people[i].has_few_hours;
    if (n_few > 0)
        effect_warn(run, "few_hours",
                    "%d people have fewer than %.0f hours: their spread is low "
                    "by itself",
                    n_few, EFFECT_HOURS_LEAST);
    hours_json(run, j, h, &columns[0]);
    told->figures.hours = h;
    tell(run, told, EFFECT_SAID(effect_say_hours, h));
    return RC_OK;
}

// ---- who can do what
// -----------------------------------------------------------------------------

static enum rc read_skills(struct effect_run *run, struct str file, struct effect_column *columns,
                           size_t n_columns, bool **ret_qualified, bool **ret_available) {
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, file, columns, n_columns, &rows));
    bool *qualified = NEW_ARRAY(run->arena, bool, rows.n);
    bool *available = NEW_ARRAY(run->arena, bool, rows.n);
    TRY(effect_read_flags(file, &columns[2], &rows, false, qualified));
    if (n_columns == 4)
        TRY(effect_read_flags(file, &columns[3], &rows, true, available));
    const size_t n_packages = (size_t)columns[1].n_names;
    *ret_qualified = NEW_ARRAY(run->arena, bool, (size_t)columns[0].n_names *n_packages);
    *ret_available = NEW_ARRAY(run->arena, bool, (size_t)columns[0].n_names);
    for (int32_t i = 0; i < columns[0].n_names; i++)
        (*ret_available)[i] = true;
    for (size_t row = 0; row < rows.n; row++) {
        const int32_t person = columns[0].numbers[row], package = columns[1].numbers[row];
        if (person == EFFECT_MISSING || package == EFFECT_MISSING)
            return effect_unreadable(file, rows.lines[row], 0,
                                     "a person and a package belong here");
        (*ret_qualified)[(size_t)person * n_packages + (size_t)package] |= qualified[row];
        if (n_columns == 4)
            (*ret_available)[person] &= available[row]; // away in one row is away
    }
    return RC_OK;
}

static enum rc add_bench(struct effect_run *run, struct str file, bool has_available,
                         struct json *j, struct told *told) {
    struct effect_column columns[] = {{.name = STR("person"), .kind = EFFECT_NAME},
                                      {.name = STR("package"), .kind = EFFECT_NAME},
                                      {.name = STR("qualified"), .kind = EFFECT_NAME},
                                      {.name = STR("available"), .kind = EFFECT_NAME}};
    struct effect_bench *const kept = NEW_ARRAY(run->arena, struct effect_bench, 1);
    bool *qualified, *available;
    TRY(read_skills(run, file, columns, has_available ? 4 : 3, &qualified, &available));
    effect_bench_depth(run->arena, columns[0].n_names, columns[1].n_names, qualified, available,
                       kept);
    const struct effect_bench bench = *kept;
    const bool is_fine = bench.refusal == EFFECT_AGILITY_FINE;
    if (!is_fine)
        refuse(run, told, bench.refusal, file);
    effect_json_real(j, "qualified_mean", bench.mean_qualified);
    effect_json_whole(j, "n_packages", bench.n_packages);
    effect_json_whole(j, "n_covered", bench.n_covered);
    effect_json_whole(j, "n_deep", bench.n_deep);
    effect_json_count(j, "bus_factor", is_fine, bench.bus_factor);
    json_key(j, STR("bench"));
    json_open_array(j);
    for (int32_t k = 0; k < bench.n_packages && is_fine; k++) {
        json_open_object(j);
        json_key(j, STR("package"));
        json_str(j, columns[1].names[k]);
        effect_json_whole(j, "depth", bench.depth[k]);
        json_end(j);
    }
    json_end(j);
    told->figures.bench = kept;
    told->figures.package_names = names_of(run, columns[1].names, columns[1].n_names);
    tell(run, told, EFFECT_SAID(effect_say_bench, &bench));
    return RC_OK;
}

// ---- waiting
// -------------------------------------------------------------------------------------

static void curve_json(struct json *j, const struct effect_curve *curve, struct str group) {
    json_open_object(j);
    json_key(j, STR("group"));
    json_str(j, group);
    effect_json_whole(j, "n", curve->n);
    effect_json_whole(j, "staffed", curve->n_ended);
    effect_json_real(j, "median", curve->median);
    effect_json_real(j, "median_lower", curve->lower);
    effect_json_real(j, "median_upper", curve->upper);
    json_key(j, STR("steps"));
    json_open_array(j);
    for (int32_t k = 0; k < curve->n_steps; k++) {
        const struct effect_step *step = &curve->steps[k];
        json_open_object(j);
        effect_json_real(j, "time", step->time);
        effect_json_real(j, "S", step->waiting);
        effect_json_real(j, "se", step->se);
        effect_json_real(j, "lower", step->lower);
        effect_json_real(j, "upper", step->upper);
        effect_json_whole(j, "at_risk", step->at_risk);
        effect_json_whole(j, "staffed", step->ended);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static enum rc read_waiting(struct effect_run *run, struct str file, struct effect_column *columns,
                            size_t n_columns, bool **ret_ended, size_t *ret_n) {
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, file, columns, n_columns, &rows));
    *ret_n = rows.n;
    *ret_ended = NEW_ARRAY(run->arena, bool, rows.n);
    TRY(effect_read_flags(file, &columns[1], &rows, false, *ret_ended));
    for (size_t row = 0; row < rows.n; row++) {
        if (!(columns[0].reals[row] >= 0) || columns[1].numbers[row] == EFFECT_MISSING ||
            (n_columns > 2 && columns[2].numbers[row] == EFFECT_MISSING))
            return effect_unreadable(file, rows.lines[row], 0,
                                     "a time from 0 and a status belong here");
    }
    return RC_OK;
}

static enum rc add_waiting(struct effect_run *run, struct str file, const char *group,
                           struct json *j, struct told *told) {
    struct effect_column columns[] = {{.name = STR("time"), .kind = EFFECT_REAL},
                                      {.name = STR("status"), .kind = EFFECT_NAME},
                                      {.name = str_from_c(group), .kind = EFFECT_NAME}};
    struct effect_survival *const kept = NEW_ARRAY(run->arena, struct effect_survival, 1);
    bool *ended;
    size_t n;
    TRY(read_waiting(run, file, columns, group ? 3 : 2, &ended, &n));
    const struct effect_waiting waiting = {(int32_t)n, columns[0].reals, ended,
                                           group ? columns[2].numbers : NULL,
                                           group ? columns[2].n_names : 1};
    effect_survival(run->arena, &waiting, kept);
    const struct effect_survival s = *kept;
    if (s.refusal != EFFECT_AGILITY_FINE && (s.refusal != EFFECT_AGILITY_GROUPS || group))
        refuse(run, told, s.refusal, file);
    json_key(j, STR("time_to_staff"));
    json_open_array(j);
    for (int32_t g = 0; s.curves && g < waiting.n_groups; g++)
        curve_json(j, &s.curves[g], group ? columns[2].names[g] : STR_NONE);
    json_end(j);
    json_key(j, STR("logrank"));
    json_open_object(j);
    effect_json_real(j, "chisq", s.chi2);
    effect_json_whole(j, "df", s.df);
    effect_json_real(j, "p", s.p);
    json_end(j);
    told->figures.survival = kept;
    told->figures.n_groups = waiting.n_groups;
    told->figures.group_names = group ? names_of(run, columns[2].names, columns[2].n_names) : NULL;
    if (s.curves)
        tell(run, told, EFFECT_SAID(effect_say_waiting, &s.curves[0]));
    return RC_OK;
}

// ---- the method
// ----------------------------------------------------------------------------------

static enum rc add_file(struct effect_run *run, struct str file, struct json *j,
                        struct told *told) {
    struct str *names;
    size_t n;
    TRY(effect_read_header(run->arena, file, &names, &n));
    const unsigned kind = effect_has_column(names, n, "hours")       ? HOURS
                          : effect_has_column(names, n, "qualified") ? SKILLS
                                                                     : WAITING;
    if (told->kinds & kind) {
        fprintf(stderr, "vliegwiel %s: give one file of each kind\n", run->cli->verb);
        return RC_USAGE;
    }
    told->kinds |= kind;
    if (kind == HOURS)
        return add_hours(run, file, j, told);
    if (kind == SKILLS)
        return add_bench(run, file, effect_has_column(names, n, "available"), j, told);
    const char *const group = effect_has_column(names, n, "group") ? "group"
                              : effect_has_column(names, n, "x")   ? "x"
                                                                   : NULL;
    return add_waiting(run, file, group, j, told);
}

static enum rc run_agility(struct effect_run *run) {
    double moves, headcount;
    struct told told = {0};
    struct buf b;
    TRY(effect_option_real(run, "moves", 0, 1e9, NAN, &moves));
    TRY(effect_option_real(run, "headcount", 1e-9, 1e9, NAN, &headcount));
    struct json j = effect_json_begin(run, &b);
    for (size_t k = 0; k < run->n_files; k++)
        TRY(add_file(run, run->files[k], &j, &told));
    effect_json_real(&j, "mobility", moves / headcount);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &told.said);
    const struct effect_picture how = effect_picture_how(run);
    TRY(effect_picture(run, str_from_c(effect_agility_picture(run->arena, &told.figures, &how))));
    return effect_json_end(run, &j, told.is_refused);
}
