// SPDX-License-Identifier: EUPL-1.2
// Whether intervals of 95 % are what they say: drawn panels with a known effect, and how often the
// interval has it; and how often the exact test rejects when there is none.
//     effect_calibration [PANELS]
// One line for each design; fails when a design that must be calibrated is not, over a thousand
// panels or more.
#include <math.h>

#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/effect.h"

enum { PERIODS = 6, UNITS_MOST = 1024, JUDGED_FROM = 1000 };

struct design {
    const char *name;
    int n_teams, n_members;
    double icc, effect, least, most; // the share that must come out, in percent; 0: only shown
};
static const struct design DESIGNS[] = {
    {"4 teams of 12, icc 0.10", 4, 12, 0.10, 0.3, 0, 0},
    {"8 teams of 12, icc 0.10", 8, 12, 0.10, 0.3, 0, 0},
    {"8 teams of 6, icc 0.10", 8, 6, 0.10, 0.3, 0, 0},
    {"16 teams of 6, icc 0.10", 16, 6, 0.10, 0.3, 0, 0},
    {"32 teams of 6, icc 0.10", 32, 6, 0.10, 0.3, 93, 97},
    {"32 teams of 12, icc 0", 32, 12, 0, 0.3, 93, 97},
    {"32 teams of 6, icc 0.10, no effect", 32, 6, 0.10, 0, 93, 100},
};

// Two numbers of the polar method; one is enough.
static double normal(struct rng *rng) {
    double a, square;
    do {
        a = 2 * rng_real(rng) - 1;
        const double b = 2 * rng_real(rng) - 1;
        square = a * a + b * b;
    } while (square >= 1 || square == 0);
    return a * sqrt(-2 * log(square) / square);
}

struct panel {
    int32_t unit[UNITS_MOST * PERIODS], time[UNITS_MOST * PERIODS], cohort[UNITS_MOST * PERIODS];
    int32_t cluster[UNITS_MOST * PERIODS];
    double outcome[UNITS_MOST * PERIODS];
};

// People with a level of their own, in teams with a shock of their own in every period; the share
// icc of what varies over time is the team's. Cohorts 0, 3, 4 and 5 are dealt to the teams.
static size_t fill(struct panel *p, const struct design *d, struct rng *rng) {
    static const int32_t COHORTS[] = {0, 3, 4, 5};
    size_t n = 0;
    for (int team = 0; team < d->n_teams; team++) {
        double shock[PERIODS];
        for (int t = 0; t < PERIODS; t++)
            shock[t] = sqrt(d->icc) * normal(rng);
        for (int member = 0; member < d->n_members; member++) {
            const double level = normal(rng);
            for (int t = 0; t < PERIODS; t++, n++) {
                const int32_t g = COHORTS[team % 4];
                p->unit[n] = team * d->n_members + member;
                p->time[n] = t + 1;
                p->cohort[n] = g;
                p->cluster[n] = team;
                p->outcome[n] = level + 0.1 * t + shock[t] + sqrt(1 - d->icc) * normal(rng) +
                                (g > 0 && t + 1 >= g ? d->effect : 0);
            }
        }
    }
    return n;
}

static const struct effect_did_aggregate *simple(const struct effect_did_result *r) {
    for (int32_t m = 0; m < r->n_aggregates; m++)
        if (r->aggregates[m].type == EFFECT_DID_SIMPLE)
            return &r->aggregates[m];
    return NULL;
}

struct counts {
    int n, n_covered, n_warned;
};

static void one_panel(struct arena *arena, const struct design *d, struct panel *p, struct rng *rng,
                      struct counts *counts) {
    struct effect_did problem = {.n_rows = fill(p, d, rng),
                                 .unit = p->unit,
                                 .time = p->time,
                                 .cohort = p->cohort,
                                 .outcome = p->outcome,
                                 .cluster = p->cluster,
                                 .n_units = d->n_teams * d->n_members,
                                 .n_clusters = d->n_teams,
                                 .control = EFFECT_DID_NOT_YET,
                                 .balance = -1,
                                 .seed = 1};
    struct effect_did_result r;
    effect_did_solve(arena, &problem, &r);
    const struct effect_did_aggregate *const a = simple(&r);
    if (!a || !isfinite(a->lower))
        return;
    counts->n++;
    counts->n_covered += a->lower <= d->effect && d->effect <= a->upper;
    counts->n_warned += r.wald.p_few < 0.05;
}

static bool calibrate(const struct design *d, int n_panels) {
    struct arena *const arena = arena_new((size_t)1 << 30);
    struct panel *const panel = NEW(arena, struct panel);
    struct rng rng = rng_seeded(20261127);
    struct counts counts = {0};
    for (int k = 0; k < n_panels; k++) {
        struct arena *const scratch = arena_child(arena, (size_t)1 << 30);
        one_panel(scratch, d, panel, &rng, &counts);
        arena_free(scratch);
    }
    const double covered = counts.n > 0 ? 100.0 * counts.n_covered / counts.n : NAN;
    const bool is_good =
        d->most == 0 || n_panels < JUDGED_FROM || (covered >= d->least && covered <= d->most);
    printf(
        "%-36s %5d intervals, %5.1f %% hold the effect; test on the time before warns %4.1f %%%s\n",
        d->name, counts.n, covered, counts.n > 0 ? 100.0 * counts.n_warned / counts.n : NAN,
        is_good ? "" : "  NOT CALIBRATED");
    arena_free(arena);
    return is_good;
}

// Nine teams in three waves, drawn anew for each panel.
static bool calibrate_lot(int n_panels) {
    enum { TEAMS = 9, TIMES = 5 };
    struct arena *const arena = arena_new((size_t)1 << 30);
    struct rng rng = rng_seeded(20261128);
    int32_t unit[TEAMS * TIMES], time[TEAMS * TIMES], cohort[TEAMS * TIMES];
    double y[TEAMS * TIMES];
    int n_rejected = 0;
    for (int k = 0; k < n_panels; k++) {
        int32_t start[TEAMS] = {2, 2, 2, 3, 3, 3, 4, 4, 4};
        rng_shuffle(&rng, start, TEAMS);
        for (int i = 0; i < TEAMS * TIMES; i++) {
            unit[i] = i / TIMES;
            time[i] = i % TIMES + 1;
            cohort[i] = start[unit[i]];
            y[i] = normal(&rng) * (1 + unit[i] / 3) + 0.3 * time[i] + 2 * unit[i];
        }
        struct arena *const scratch = arena_child(arena, (size_t)1 << 28);
        const struct effect_ri p = {.n_rows = TEAMS * TIMES,
                                    .unit = unit,
                                    .time = time,
                                    .cohort = cohort,
                                    .outcome = y,
                                    .n_units = TEAMS,
                                    .draws = 9999,
                                    .seed = 1};
        struct effect_ri_result r;
        effect_ri_solve(scratch, &p, &r);
        n_rejected += r.studentised.p <= 0.05;
        arena_free(scratch);
    }
    const double share = 100.0 * n_rejected / n_panels;
    const bool is_good = n_panels < JUDGED_FROM || fabs(share - 5) <= 1.5;
    printf("%-36s %5d panels, no effect: the exact test rejects in %.1f %%%s\n",
           "lot over 9 teams in 3 waves", n_panels, share, is_good ? "" : "  NOT CALIBRATED");
    arena_free(arena);
    return is_good;
}

int main(int argc, char **argv) {
    const int n_panels = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 1000;
    bool is_good = true;
    for (size_t k = 0; k < COUNT_OF(DESIGNS); k++)
        is_good = calibrate(&DESIGNS[k], n_panels) && is_good;
    is_good = calibrate_lot(n_panels) && is_good;
    return is_good ? 0 : 1;
}
