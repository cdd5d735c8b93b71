// SPDX-License-Identifier: EUPL-1.2
// Reads a panel; see effect_panel.h. An empty cell is a row that says nothing, never a zero: also
// an empty cohort, because whoever never begins has cohort 0.
#include "app/effect/effect_panel.h"

#include <math.h>

enum { PLACES = 6, COVARIATES_MAX = EFFECT_DID_COVARIATES_MAX };

struct reading {
    struct effect_column columns[PLACES + COVARIATES_MAX];
    size_t n;
    struct effect_column *unit, *time, *cohort, *outcome, *cluster, *weights;
    struct effect_column *covariates[COVARIATES_MAX];
    int32_t n_covariates;
};

static struct effect_column *want(struct reading *r, struct str name, enum effect_kind kind) {
    if (!str_is(name))
        return NULL;
    r->columns[r->n] = (struct effect_column){.name = name, .kind = kind};
    return &r->columns[r->n++];
}

static enum rc want_covariates(const struct effect_run *run, struct reading *r, struct str list) {
    struct str rest = list, name;
    while (str_is(list) && str_cut(&rest, ',', &name)) {
        if (r->n_covariates == COVARIATES_MAX || !str_is(str_trim(name))) {
            fprintf(stderr, "vliegwiel %s: --covariates takes names of at most %d columns\n",
                    run->cli->verb, COVARIATES_MAX);
            return RC_USAGE;
        }
        r->covariates[r->n_covariates++] = want(r, str_trim(name), EFFECT_REAL);
    }
    return RC_OK;
}

static bool is_missing(const struct effect_column *c, size_t row) {
    return c->kind == EFFECT_REAL ? isnan(c->reals[row]) : c->numbers[row] == EFFECT_MISSING;
}

// Moves the rows that are whole to the front. Gives how many there are.
static size_t keep_whole(struct reading *r, struct effect_rows *rows) {
    size_t kept = 0;
    for (size_t row = 0; row < rows->n; row++) {
        bool is_whole = true;
        for (size_t k = 0; k < r->n; k++)
            is_whole = is_whole && !is_missing(&r->columns[k], row);
        if (!is_whole)
            continue;
        for (size_t k = 0; k < r->n && kept < row; k++) {
            if (r->columns[k].kind == EFFECT_REAL)
                r->columns[k].reals[kept] = r->columns[k].reals[row];
            else
                r->columns[k].numbers[kept] = r->columns[k].numbers[row];
        }
        rows->lines[kept++] = rows->lines[row];
    }
    return kept;
}

enum rc effect_panel_read(struct effect_run *run, struct str file,
                          const struct effect_panel_columns *columns,
                          struct effect_panel *ret_panel) {
    struct reading r = {0};
    struct effect_rows rows;
    r.unit = want(&r, columns->unit, EFFECT_NAME);
    r.time = want(&r, columns->time, EFFECT_WHOLE);
    r.cohort = want(&r, columns->cohort, EFFECT_WHOLE);
    r.outcome = want(&r, columns->outcome, EFFECT_REAL);
    r.cluster = want(&r, columns->cluster, EFFECT_NAME);
    r.weights = want(&r, columns->weights, EFFECT_REAL);
    ENSURE(r.unit && r.time && r.cohort && r.outcome);
    TRY(want_covariates(run, &r, columns->covariates));
    TRY(effect_read_columns(run->arena, file, r.columns, r.n, &rows));
    const size_t n = keep_whole(&r, &rows);
    if (n < rows.n)
        effect_warn(run, "rows_missing", "%zu of %zu rows have an empty cell and were left out",
                    rows.n - n, rows.n);
    *ret_panel = (struct effect_panel){.file = file,
                                       .n = n,
                                       .lines = rows.lines,
                                       .unit = r.unit->numbers,
                                       .time = r.time->numbers,
                                       .cohort = r.cohort->numbers,
                                       .cluster = r.cluster ? r.cluster->numbers : NULL,
                                       .outcome = r.outcome->reals,
                                       .weights = r.weights ? r.weights->reals : NULL,
                                       .unit_names = r.unit->names,
                                       .n_units = r.unit->n_names,
                                       .cluster_names = r.cluster ? r.cluster->names : NULL,
                                       .n_clusters = r.cluster ? r.cluster->n_names : 0,
                                       .n_covariates = r.n_covariates,
                                       .covariates =
                                           NEW_ARRAY(run->arena, double *, (size_t)r.n_covariates)};
    for (int32_t c = 0; c < r.n_covariates; c++)
        ret_panel->covariates[c] = r.covariates[c]->reals;
    return RC_OK;
}

// ---- people to teams ---------------------------------------------------------------------------

struct place {
    int32_t cluster, time, unit;
    size_t row;
};

static int by_place(const void *a, const void *b, void *context) {
    const struct place *const x = a, *const y = b;
    (void)context;
    if (x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static struct place *places_of(struct effect_run *run, const struct effect_panel *panel) {
    struct place *const list = NEW_ARRAY(run->arena, struct place, panel->n);
    for (size_t row = 0; row < panel->n; row++)
        list[row] = (struct place){panel->cluster[row], panel->time[row], panel->unit[row], row};
    sort_stable(run->arena, list, panel->n, sizeof *list, by_place, NULL);
    return list;
}

enum rc effect_panel_gather(struct effect_run *run, struct effect_panel *panel) {
    const struct place *const list = places_of(run, panel);
    struct effect_panel teams = {.file = panel->file,
                                 .lines = NEW_ARRAY(run->arena, uint32_t, panel->n),
                                 .unit = NEW_ARRAY(run->arena, int32_t, panel->n),
                                 .time = NEW_ARRAY(run->arena, int32_t, panel->n),
                                 .cohort = NEW_ARRAY(run->arena, int32_t, panel->n),
                                 .outcome = NEW_ARRAY(run->arena, double, panel->n),
                                 .unit_names = panel->cluster_names,
                                 .n_units = panel->n_clusters};
    for (size_t k = 0; k < panel->n;) {
        const size_t at = teams.n++, first = list[k].row;
        size_t people = 0;
        teams.lines[at] = panel->lines[first];
        teams.unit[at] = list[k].cluster;
        teams.time[at] = list[k].time;
        teams.cohort[at] = panel->cohort[first];
        for (; k < panel->n && list[k].cluster == teams.unit[at] && list[k].time == teams.time[at];
             k++) {
            if (panel->cohort[list[k].row] != teams.cohort[at])
                return effect_unreadable(panel->file, panel->lines[list[k].row], 0,
                                         "another cohort than the rest of its team");
            if (people > 0 && list[k].unit == list[k - 1].unit)
                return effect_unreadable(panel->file, panel->lines[list[k].row], 0,
                                         "this person stands there twice in a period");
            teams.outcome[at] += panel->outcome[list[k].row];
            people++;
        }
        teams.outcome[at] /= (double)people;
    }
    *panel = teams;
    return RC_OK;
}
