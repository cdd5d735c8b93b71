// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a small panel with any options. Whatever the answer, every figure is finite or has a
// reason, intervals hold their figure, and the rows in another order give the same.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { ROWS_MAX = 96, UNITS = 16 };

struct bytes {
    const uint8_t *p;
    size_t n;
};

static int32_t next(struct bytes *b) {
    const int32_t value = b->n > 0 ? (int8_t)*b->p : 0;
    b->p += b->n > 0;
    b->n -= b->n > 0;
    return value;
}

static int32_t up_to(struct bytes *b, int32_t most) {
    return (next(b) & 127) % (most + 1);
}

struct panel {
    int32_t unit[ROWS_MAX], time[ROWS_MAX], cohort[ROWS_MAX], cluster[ROWS_MAX];
    double outcome[ROWS_MAX], weight[ROWS_MAX], x[2][ROWS_MAX];
    const double *covariates[2];
};

// Sizes far apart, and now and then what is no number.
static double real(struct bytes *b) {
    const int32_t value = next(b);
    return value == 127 ? NAN : value == 126 ? 1e300 : value == 125 ? 1e-300 : value / 8.0;
}

static struct effect_did fill(struct bytes *b, struct panel *p) {
    struct effect_did problem = {.n_units = UNITS, .n_clusters = 4, .seed = 1};
    const int32_t options = next(b);
    problem.control = (enum effect_did_control)(options & 1);
    problem.base = (enum effect_did_base)(options >> 1 & 1);
    problem.is_parity = options >> 2 & 1;
    problem.estimator = (enum effect_did_estimator)up_to(b, 2);
    problem.n_covariates = up_to(b, 2);
    problem.anticipation = up_to(b, 2);
    problem.balance = up_to(b, 2) - 1;
    problem.draws = up_to(b, 20);
    while (b->n > 0 && problem.n_rows < ROWS_MAX) {
        const size_t row = problem.n_rows++;
        p->unit[row] = up_to(b, UNITS - 1);
        p->time[row] = up_to(b, 5);
        p->cohort[row] = next(b) % 8;
        p->cluster[row] = p->unit[row] % 4;
        p->outcome[row] = real(b);
        p->weight[row] = real(b);
        p->x[0][row] = real(b);
        p->x[1][row] = next(b) % 3;
    }
    p->covariates[0] = p->x[0];
    p->covariates[1] = p->x[1];
    problem.unit = p->unit;
    problem.time = p->time;
    problem.cohort = p->cohort;
    problem.outcome = p->outcome;
    problem.covariates = p->covariates;
    problem.weights = options >> 3 & 1 ? p->weight : NULL;
    problem.cluster = options >> 4 & 1 ? p->cluster : NULL;
    return problem;
}

static bool holds(double att, double lower, double upper) {
    return isnan(lower) || isnan(upper) || (lower <= att && att <= upper);
}

static void check(const struct effect_did_result *r) {
    for (int32_t k = 0; k < r->n_cells; k++) {
        const struct effect_did_cell *const cell = &r->cells[k];
        ENSURE(!isnan(cell->att) || cell->reason != EFFECT_DID_KNOWN);
        ENSURE(!isnan(cell->se) || cell->reason != EFFECT_DID_KNOWN);
        ENSURE(holds(cell->att, cell->lower, cell->upper));
        ENSURE(holds(cell->att, cell->lower_single, cell->upper_single));
    }
    for (int32_t m = 0; m < r->n_aggregates; m++) {
        ENSURE(!isnan(r->aggregates[m].att));
        ENSURE(holds(r->aggregates[m].att, r->aggregates[m].lower, r->aggregates[m].upper));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new((size_t)256 << 20);
    struct bytes bytes = {data, n};
    struct panel *const panel = NEW(arena, struct panel);
    const struct effect_did problem = fill(&bytes, panel);
    struct effect_did_result result;
    effect_did_solve(arena, &problem, &result);
    check(&result);
    const struct effect_picture how = {.language = EFFECT_ENGLISH};
    (void)effect_did_picture(arena, &result, &how);
    const struct effect_ri lot = {.n_rows = problem.n_rows,
                                  .unit = panel->unit,
                                  .time = panel->time,
                                  .cohort = panel->cohort,
                                  .outcome = panel->outcome,
                                  .n_units = UNITS,
                                  .draws = 20};
    struct effect_ri_result drawn;
    effect_ri_solve(arena, &lot, &drawn);
    ENSURE(isnan(drawn.studentised.p) || (drawn.studentised.p > 0 && drawn.studentised.p <= 1));
    arena_free(arena);
    return 0;
}
