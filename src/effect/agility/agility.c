// SPDX-License-Identifier: EUPL-1.2
// Spread of hours over domains, and how many people stand behind a package.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect_agility.h"

const char *effect_agility_refusal_name(enum effect_agility_refusal refusal) {
    static const char *const NAMES[EFFECT_AGILITY_REFUSAL_N] = {"", "size", "range", "empty",
                                                                "groups"};
    return NAMES[refusal];
}

static struct effect_spread spread_of(const double *hours, int32_t n) {
    const double none = (double)NAN;
    struct effect_spread s = {0, none, none, none, none, none, 0, true};
    int32_t used = 0;
    for (int32_t d = 0; d < n; d++)
        s.hours += hours[d];
    s.has_few_hours = s.hours < EFFECT_HOURS_LEAST;
    if (!(s.hours > 0))
        return s;
    s.entropy = s.hhi = 0;
    for (int32_t d = 0; d < n; d++) {
        const double share = hours[d] / s.hours;
        s.entropy -= share > 0 ? share * log(share) : 0;
        s.hhi += share * share;
        s.packages += share >= EFFECT_PACKAGE_SHARE;
        used += share > 0;
    }
    s.evenness = used > 1 ? s.entropy / log(used) : none;
    s.effective = exp(s.entropy);
    s.effective_2 = 1 / s.hhi;
    return s;
}

static void add_up(int32_t n_people, int32_t n_domains, const double *hours, double *totals,
                   struct effect_hours *h) {
    double weighed = 0, packages = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < n_people; i++) {
        const double *own = hours + (ptrdiff_t)i * n_domains;
        h->people[i] = spread_of(own, n_domains);
        for (int32_t d = 0; d < n_domains; d++)
            totals[d] += own[d];
        if (!(h->people[i].hours > 0))
            continue;
        weighed += h->people[i].hours * h->people[i].entropy;
        packages += h->people[i].packages;
        n++;
    }
    h->team = spread_of(totals, n_domains);
    h->alpha = weighed / h->team.hours;
    h->gamma = h->team.entropy;
    h->beta = h->gamma - h->alpha;
    h->mean_packages = n > 0 ? packages / n : (double)NAN;
}

void effect_hours_spread(struct arena *arena, int32_t n_people, int32_t n_domains,
                         const double *hours, struct effect_hours *ret_hours) {
    const double none = (double)NAN;
    *ret_hours = (struct effect_hours){
        .at = -1, .alpha = none, .gamma = none, .beta = none, .mean_packages = none};
    if (n_people < 1 || n_domains < 1 || (int64_t)n_people * n_domains > EFFECT_HOURS_CELLS_MAX) {
        ret_hours->refusal = EFFECT_AGILITY_SIZE;
        return;
    }
    for (int32_t k = 0; k < n_people * n_domains; k++) {
        if (!(hours[k] >= 0 && hours[k] < 1e9)) {
            ret_hours->refusal = EFFECT_AGILITY_RANGE;
            ret_hours->at = k;
            return;
        }
    }
    ret_hours->people = NEW_ARRAY(arena, struct effect_spread, (size_t)n_people);
    double *totals = NEW_ARRAY(arena, double, (size_t)n_domains);
    add_up(n_people, n_domains, hours, totals, ret_hours);
    if (!(ret_hours->team.hours > 0))
        ret_hours->refusal = EFFECT_AGILITY_EMPTY;
}

void effect_bench_depth(struct arena *arena, int32_t n_people, int32_t n_packages,
                        const bool *qualified, const bool *available,
                        struct effect_bench *ret_bench) {
    *ret_bench = (struct effect_bench){.n_packages = n_packages, .mean_qualified = (double)NAN};
    if (n_people < 1 || n_packages < 1) {
        ret_bench->refusal = EFFECT_AGILITY_SIZE;
        return;
    }
    ret_bench->depth = NEW_ARRAY(arena, int32_t, (size_t)n_packages);
    int64_t all = 0;
    for (int32_t i = 0; i < n_people; i++) {
        for (int32_t k = 0; k < n_packages; k++) {
            const bool can = qualified[(ptrdiff_t)i * n_packages + k];
            all += can;
            ret_bench->depth[k] += can && (!available || available[i]);
        }
    }
    ret_bench->mean_qualified = (double)all / n_people;
    ret_bench->bus_factor = INT32_MAX;
    for (int32_t k = 0; k < n_packages; k++) {
        const int32_t depth = ret_bench->depth[k];
        ret_bench->n_covered += depth > 0;
        ret_bench->n_deep += depth > 1;
        ret_bench->bus_factor = depth < ret_bench->bus_factor ? depth : ret_bench->bus_factor;
    }
}
