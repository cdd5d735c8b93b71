// SPDX-License-Identifier: EUPL-1.2
// `allocation_scale PEOPLE PACKAGES CANDIDATES SECONDS THREADS`: an allocation as large as that,
// made here and kept in memory, solved in SECONDS of CPU of each thread, which is time on the wall
// where nothing else runs. Prints one line of CSV: people, packages, candidates, threads, seconds
// on the wall, of CPU, of CPU until the first plan; cost, bound, gap in percent, megabytes; the
// longest stretch of CPU without asking the callback whether to go on, with what follows stop.
// People have 16 to 40 hours in quarter days and work in one of some regions; a package takes 4 to
// 16 of them, more of who is less skilled for it, and its candidates come mostly from its own
// region. Hours suffice for nine tenths of the people.
#include <sys/resource.h>

#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/plan.h"

struct watch {
    double start, cpu, limit, first, asked, silence;
};

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool look(void *context, const struct plan_progress *progress) {
    struct watch *w = context;
    const double now = seconds(CLOCK_PROCESS_CPUTIME_ID) - w->cpu;
    if (progress->objective >= 0 && w->first <= 0)
        w->first = now;
    w->silence = now - w->asked > w->silence ? now - w->asked : w->silence;
    w->asked = now;
    return now < w->limit;
}

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

static void draw_candidates(struct rng *rng, struct plan_candidate *list, int32_t n, int32_t m,
                            int32_t *seen, int32_t mark) {
    const int32_t region = 200 < m ? 200 : m, home = draw(rng, 0, m - region);
    const int32_t work = draw(rng, 4, 16);
    for (int32_t k = 0; k < n;) {
        const int32_t i = k % 4 < 3 ? home + draw(rng, 0, region - 1) : draw(rng, 0, m - 1);
        if (seen[i] == mark) {
            k += region <= n; // few people: fewer candidates
            continue;
        }
        seen[i] = mark;
        const int32_t level = draw(rng, 6, 12); // in tenths
        const int32_t misfit = (12 - level) * 8,
                      wish = draw(rng, 0, 2) == 0 ? 0 : draw(rng, 10, 40);
        list[k++] = (struct plan_candidate){i, misfit + wish + draw(rng, 0, 9),
                                            (work * 10 + level - 1) / level};
    }
}

static struct plan_allocation make(struct arena *arena, int32_t m, int32_t n, int32_t k) {
    struct rng rng = rng_seeded(1);
    int32_t *hours = NEW_ARRAY(arena, int32_t, (size_t)m);
    int32_t *start = NEW_ARRAY(arena, int32_t, (size_t)n + 1);
    int32_t *seen = NEW_ARRAY(arena, int32_t, (size_t)m);
    struct plan_candidate *list = NEW_ARRAY(arena, struct plan_candidate, (size_t)n * (size_t)k);
    for (int32_t i = 0; i < m; i++)
        hours[i] = draw(&rng, 16, 40);
    for (int32_t j = 0; j < n; j++) {
        draw_candidates(&rng, list + (ptrdiff_t)j * k, k, m, seen, j + 1);
        start[j + 1] = start[j] + k;
    }
    return (struct plan_allocation){
        .n_people = m, .n_packages = n, .hours = hours, .start = start, .candidates = list};
}

int main(int argc, char **argv) {
    ENSURE(argc == 6);
    const int32_t m = (int32_t)strtol(argv[1], NULL, 10), n = (int32_t)strtol(argv[2], NULL, 10);
    const int32_t k = (int32_t)strtol(argv[3], NULL, 10);
    ENSURE(m > 0 && n > 0 && k > 0 && k <= m / 2);
    struct arena *const arena = arena_new((size_t)1 << 33);
    const struct plan_allocation p = make(arena, m, n, k);
    struct watch watch = {seconds(CLOCK_MONOTONIC),
                          seconds(CLOCK_PROCESS_CPUTIME_ID),
                          strtod(argv[4], NULL) * strtod(argv[5], NULL),
                          0,
                          0,
                          0};
    const struct plan_search search = {.seed = 1,
                                       .effort = 1000000,
                                       .progress = look,
                                       .context = &watch,
                                       .threads = (int32_t)strtol(argv[5], NULL, 10)};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &p, &search, &result);
    look(&watch, &(struct plan_progress){.objective = -1});
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%d,%d,%d,%s,%.1f,%.1f,%.1f,%" PRId64 ",%" PRId64 ",%.4f,%ld,%.3f\n", m, n, k, argv[5],
           seconds(CLOCK_MONOTONIC) - watch.start, seconds(CLOCK_PROCESS_CPUTIME_ID) - watch.cpu,
           watch.first, result.cost, result.bound, 100 * result.gap, used.ru_maxrss / 1024,
           watch.silence);
    arena_free(arena);
    return result.person ? 0 : 1;
}
